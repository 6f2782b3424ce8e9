"""Pages about papers, clocks, the bulletin and reporting back, one module for each."""

from portal.papers.views import bulletins, clocks, files, pack, papers, reporting
from portal.papers.views.blueprint import bp as papers_pages

__all__ = ["bulletins", "clocks", "files", "pack", "papers", "papers_pages", "reporting"]
