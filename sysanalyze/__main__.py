"""`python -m sysanalyze`."""

from sysanalyze.cli.main import run

if __name__ == "__main__":
    run()
