"""Archives into datasets: plan, run, commit, resume; on this machine's processes or a Dask cluster."""
