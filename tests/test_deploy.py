"""What the files under ``deploy/`` name is there: paths, commands, ports, limits. And the server keeps to itself."""

from __future__ import annotations

import configparser
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from simulator.cli import build_parser
from simulator.dashboard import door, store

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PORT = str(build_parser().parse_args(["app"]).port)
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
DOCKERFILE = re.sub(r"\\\n", " ", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
PROXIES = {name: (DEPLOY / name).read_text(encoding="utf-8") for name in ("nginx.conf", "Caddyfile")}


def docker(word: str) -> list[str]:
    """Return what stands behind every line of one kind."""
    return re.findall(rf"^\s*{word} (.+)$", DOCKERFILE, re.MULTILINE)


def service() -> dict[str, list[str]]:
    """Return every setting of the service; some occur more than once."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / "energy-surplus-simulator.service").read_text(encoding="utf-8").splitlines():
        key, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def test_the_server_keeps_to_itself() -> None:
    server = CONFIG["server"]
    assert server["address"] == "127.0.0.1"
    assert set(server["allowedHosts"]) == {"127.0.0.1", "localhost"}
    assert server["enableCORS"] and server["enableXsrfProtection"]
    assert not server["enableStaticServing"] and not server["enableAgentApi"]
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none" and CONFIG["client"]["showErrorLinks"] is False


@pytest.mark.parametrize("line", docker("COPY"))
def test_the_container_copies_what_is_there(line: str) -> None:
    *given, _ = [word for word in line.split() if not word.startswith("--")]
    for path in given:
        assert path == "/opt/simulator" or (ROOT / path).exists(), path


def test_the_container_takes_all_that_the_wheel_needs() -> None:
    taken = [path for line in docker("COPY") if not line.startswith("--") for path in line.split()[:-1]]
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    needed = [
        *build["wheel"]["packages"],
        *build["wheel"]["force-include"],
        PROJECT["readme"],
        *PROJECT["license-files"],
    ]
    assert [path for path in needed if not any(Path(path).is_relative_to(one) for one in taken)] == []


def test_the_container_runs_our_command_without_rights() -> None:
    (command,) = [line for line in docker("CMD") if "surplus" in line]
    name, *words = re.findall(r'"([^"]+)"', command)
    assert name in PROJECT["scripts"]
    assert build_parser().parse_args(words).port == int(PORT)
    assert docker("EXPOSE") == [PORT]
    assert f"http://127.0.0.1:{PORT}/_stcore/health" in DOCKERFILE
    assert docker("USER") == ["simulator"]
    assert f"-p 127.0.0.1:{PORT}:{PORT}" in DOCKERFILE and f"-p 127.0.0.1:{PORT}:{PORT}" in OPERATING
    (base,) = {line.split()[0] for line in docker("FROM")}
    assert (
        f"Programming Language :: Python :: {base.removeprefix('python:').removesuffix('-slim')}"
        in PROJECT["classifiers"]
    )


def test_the_service_runs_our_command_without_rights() -> None:
    known = configparser.ConfigParser(strict=False, interpolation=None)
    known.read_string((DEPLOY / "energy-surplus-simulator.service").read_text(encoding="utf-8"))
    assert known.sections() == ["Unit", "Service", "Install"]
    set_up = service()
    program, *words = shlex.split(set_up["ExecStart"][0])
    assert program.rpartition("/")[2] in PROJECT["scripts"]
    assert build_parser().parse_args(words).port == int(PORT)
    assert set_up["User"] == ["simulator"]
    assert {set_up[key][0] for key in ("NoNewPrivileges", "PrivateTmp", "ProtectHome", "RestrictNamespaces")} == {"yes"}
    assert set_up["ProtectSystem"] == ["strict"] and set_up["CapabilityBoundingSet"] == [""]
    assert "MemoryDenyWriteExecute" not in set_up
    for folder in ("/var/lib/", "/var/cache/"):
        assert any(f"{folder}{set_up['StateDirectory'][0]}" in line for line in set_up["Environment"])


@pytest.mark.parametrize("name", PROXIES)
def test_the_proxy_knows_port_limit_and_what_is_closed(name: str) -> None:
    proxy = PROXIES[name]
    assert re.findall(r"127\.0\.0\.1:(\d+)", proxy) == [PORT]
    (limit,) = re.findall(r"(?:client_max_body_size|max_size) (\d+)m", proxy, re.IGNORECASE)
    most = CONFIG["server"]["maxUploadSize"]
    assert most < int(limit) <= 2 * most
    assert f"above {most} MB" in proxy and f"above {most} MB" in OPERATING
    assert "/_stcore/metrics" in proxy and "Strict-Transport-Security" in proxy


def test_the_page_names_what_there_is() -> None:
    assert [name for name in re.findall(r"`(deploy/[\w./-]+)`", OPERATING) if not (ROOT / name).is_file()] == []
    for name in (door.CLOSED, store.AHEAD, "STREAMLIT_SERVER_ALLOWED_HOSTS", f"port {PORT}"):
        assert name in OPERATING
    assert f"lasts {door.LONGEST_STAY_SECONDS // 3600} hours" in OPERATING
    (example,) = re.findall(r"```toml\n(.*?)```", OPERATING, re.DOTALL)
    assert set(tomllib.loads(example)) == {"auth", "committee"}
    assert set(tomllib.loads(example)["committee"]) == {"emails", "domains"}


def test_every_command_of_the_page_exists() -> None:
    for line in re.findall(r"^\S*surplus (.+)$", OPERATING, re.MULTILINE):
        assert build_parser().parse_args(shlex.split(line)).command
