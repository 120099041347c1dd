"""A hub for a class on one machine, with the course in /srv/course; notebooks/teaching/hub.md
says how. Each student has an account on the machine and a copy of the course in the home."""

import shutil
import sys
from pathlib import Path
from pwd import getpwnam

COURSE = Path(__file__).resolve().parent.parent
RUST = Path("/usr/local")
# Made on the machine, once for all.
SHARED = shutil.ignore_patterns(".venv", "target", "crates", "config.toml", ".ipynb_checkpoints")


def course_of(spawner):
    """The student's own copy, made at the first log-in and never overwritten."""
    account = getpwnam(spawner.user.name)
    course = Path(account.pw_dir, "course")
    if course.exists():
        return
    unfinished = course.with_name(".course")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(COURSE, unfinished, ignore=SHARED)
    for path in [unfinished, *unfinished.rglob("*")]:
        shutil.chown(path, account.pw_uid, account.pw_gid)
    unfinished.rename(course)


c = get_config()  # noqa: F821
c.JupyterHub.bind_url = "http://:8000"
c.JupyterHub.cleanup_servers = True
c.Authenticator.allow_all = True
c.Spawner.pre_spawn_hook = course_of
c.Spawner.cmd = [str(Path(sys.prefix, "bin", "jupyterhub-singleuser"))]
c.Spawner.notebook_dir = "~/course/notebooks"
c.Spawner.default_url = "/lab/tree/00-overview.ipynb"
c.Spawner.environment = {
    "PATH": f"{RUST}/cargo/bin:/usr/local/bin:/usr/bin:/bin",
    "RUSTUP_HOME": f"{RUST}/rustup",
}
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120
# Idle for half an hour: the kernel goes, and with it the variables; for an hour: the server.
c.Spawner.args = [
    "--MappingKernelManager.cull_idle_timeout=1800",
    "--MappingKernelManager.cull_interval=300",
    "--ServerApp.shutdown_no_activity_timeout=3600",
]
