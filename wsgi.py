"""The door for a web server: any WSGI server can serve `wsgi:app`."""

from portal.core import memory

with memory.undisturbed():
    from portal.app import create_app

    app = create_app()
memory.settle()
