"""Paper and workbooks: the same report as a PDF to print and as sheets to calculate in."""

from iuc_hub.documents.report_paper import report_pdf
from iuc_hub.documents.workbook import report_workbook

__all__ = ["report_pdf", "report_workbook"]
