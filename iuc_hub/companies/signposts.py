"""What happens to whoever asks for a company that was merged into another."""

from iuc_hub.errors import N_, NotFound


class MergedAway(NotFound):
    """The company is part of another since they were merged; ``into`` is the one that has everything."""

    def __init__(self, company_id: int, into: int) -> None:
        super().__init__(
            N_("Företaget är hopslaget med ett annat. Öppna det andra från listan över företag.")
        )
        self.company_id = company_id
        self.into = into
