"""Old matchings make room: what a recommendation was made from stays, the rest goes."""
