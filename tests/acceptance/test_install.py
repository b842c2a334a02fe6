"""What `deploy/install` puts on a server: read, started behind a real nginx, and asked over TLS."""

from __future__ import annotations

import configparser
import os
import shutil
import ssl
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPSConnection
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.acceptance.sites import ROOT, environment_in, free_port, serving, wait_until

pytestmark = pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")), reason="there is no nginx on this machine"
)
UNITS = ("web.service", "worker.service", "backup.service", "backup.timer")
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/errors.log warn; worker_processes 1;
events {{ }}
http {{ client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
        uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi; include {site}; }}
"""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of our own for localhost, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    chain, key = folder / "chain.pem", folder / "key.pem"
    asked = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(chain)]
    subprocess.run([*asked, *names], check=True, capture_output=True)
    return chain, key


@pytest.fixture(scope="module")
def ports() -> dict[str, str]:
    """Ports of this machine in place of 80, 443 and 8000."""
    return {
        "HTTP_PORT": str(free_port()), "HTTPS_PORT": str(free_port()), "UPSTREAM": f"127.0.0.1:{free_port()}",
    }  # fmt: skip


@pytest.fixture(scope="module")
def installed(
    certificate: tuple[Path, Path], ports: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder that holds what the script would have written to the server."""
    root = tmp_path_factory.mktemp("server")
    done = install("--root", str(root), *named(certificate), environment={**ports, "LOGS": str(root)})
    assert done.returncode == 0, done.stderr
    return root


def named(certificate: tuple[Path, Path], host: str = "localhost") -> list[str]:
    return ["--host", host, "--certificate", str(certificate[0]), "--key", str(certificate[1])]


def install(*words: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ROOT / "deploy" / "install"), *words], env={**os.environ, **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "words, sentence",
    [
        ((), "Give the name that people type"),
        (("--host", "a b"), "is not the name of a host"),
        (("--host", "here.example", "--certificate", "/none", "--key", "/none"), "There is no file “/none”"),
        (("--domain", "here.example"), "does not know “--domain”"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(words: tuple[str, ...], sentence: str) -> None:
    done = install(*words, environment={})
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr


def test_every_unit_starts_something_that_is_there(installed: Path) -> None:
    for unit in UNITS:
        said = configparser.RawConfigParser(strict=False)
        said.optionxform = str  # type: ignore[assignment,method-assign]
        said.read(installed / "etc/systemd/system" / f"throughline-{unit}")
        if unit.endswith("service"):
            program, *words = said["Service"]["ExecStart"].split()
            assert said["Service"]["User"] == "throughline"
            assert program.startswith("/opt/throughline/"), unit
            if ".venv" not in program:
                assert os.access(installed / program.removeprefix("/"), os.X_OK)
            else:
                assert knows(words[0], words[1:]), f"{unit}: {words}"


def knows(command: str, words: list[str]) -> bool:
    """Whether the command line has this command with these options."""
    asked = ["-c", "from throughline.cli import main; main()", command, "--help"]
    told = subprocess.run([shutil.which("python3", path=str(ROOT / ".venv/bin")) or "python3", *asked],
                          capture_output=True, text=True, cwd=ROOT, check=False,
                          env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"})  # fmt: skip
    return told.returncode == 0 and all(word in told.stdout for word in words if word.startswith("--"))


def test_settings_are_for_their_owner_and_are_kept_at_the_next_installation(
    installed: Path, certificate: tuple[Path, Path], ports: dict[str, str]
) -> None:
    settings = installed / "etc/throughline/environment"
    assert settings.stat().st_mode & 0o007 == 0
    settings.write_text(settings.read_text() + "# ours\n")
    again = install(
        "--root", str(installed), *named(certificate), environment={**ports, "LOGS": str(installed)}
    )
    assert again.returncode == 0, again.stderr
    assert settings.read_text().endswith("# ours\n")


@pytest.fixture(scope="module")
def nginx(installed: Path) -> Iterator[None]:
    """The real nginx with the site that was written, until the tests end."""
    configuration = installed / "nginx.conf"
    site = installed / "etc/nginx/sites-enabled/throughline"
    configuration.write_text(NGINX.format(folder=installed, site=site))
    server = subprocess.Popen(["nginx", "-c", str(configuration), "-e", str(installed / "errors.log")])
    yield
    server.terminate()
    server.wait(10)


def test_behind_nginx_the_site_speaks_tls_only(
    installed: Path, nginx: None, ports: dict[str, str], certificate: tuple[Path, Path], tmp_path: Path
) -> None:
    environment = {
        **environment_in(tmp_path),
        "PYTHONPATH": str(installed / "opt/throughline"),
        "THROUGHLINE_HTTPS": "yes",
        "THROUGHLINE_HOSTS": "localhost",
    }
    upstream = ports["UPSTREAM"].rpartition(":")[2]
    trusted = ssl.create_default_context(cafile=str(certificate[0]))
    with serving("--port", upstream, environment=environment):
        assert wait_until(lambda: status_over_tls(ports, trusted, "/healthz") == 200)
        with closing(HTTPSConnection("localhost", int(ports["HTTPS_PORT"]), context=trusted)) as connection:
            connection.request("GET", "/start")
            answer = connection.getresponse()
            page = answer.read().decode()
        assert answer.status == 200
        assert "max-age=31536000" in str(answer.headers["Strict-Transport-Security"])
        assert "https://" not in page.replace("https://localhost", ""), "nothing is fetched from elsewhere"
        assert plain(ports).startswith("https://localhost")
        with closing(HTTPSConnection("localhost", int(ports["HTTPS_PORT"]), context=trusted)) as connection:
            connection.request("POST", "/start", body=b"x" * 2_000_000)
            assert connection.getresponse().status == 403, "the site refuses it, once it was sent whole"
    assert "temporary file" not in (installed / "errors.log").read_text(), "nothing sent lies in a file"
    log = (installed / "throughline.log").read_text()
    assert "GET 200" in log
    assert "/start" not in log, "no address is kept: some are secrets"


def status_over_tls(ports: dict[str, str], trusted: ssl.SSLContext, path: str) -> int:
    with closing(HTTPSConnection("localhost", int(ports["HTTPS_PORT"]), context=trusted)) as connection:
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0


def plain(ports: dict[str, str]) -> str:
    """Where a request without TLS is sent."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    try:
        urllib.request.build_opener(Stay).open(f"http://localhost:{ports['HTTP_PORT']}/start")
    except HTTPError as answer:
        with answer:
            return str(answer.headers["Location"])
    return ""


def test_the_script_of_the_timer_makes_a_backup_and_a_drill(installed: Path, tmp_path: Path) -> None:
    program = installed / "opt/throughline"
    if not (program / ".venv").exists():
        (program / ".venv").symlink_to(ROOT / ".venv")
    environment = {**environment_in(tmp_path), "PYTHONPATH": str(program), "DRILL": "yes"}
    loaded = subprocess.run(
        [str(program / ".venv/bin/throughline"), "load", str(program / "partnerships/barnet.toml")],
        env=environment, capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert loaded.returncode == 0, loaded.stderr
    done = subprocess.run(
        [str(program / "deploy/server/backup"), str(tmp_path / "kept")], env=environment,
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "The drill went well" in done.stdout
    assert len(list((tmp_path / "kept").glob("*.backup"))) == 1
