#!/usr/bin/env python3
"""What baste costs while it stands in a kitchen for hours.

    cargo build --release && benches/cost.py [--bin PATH] [--seconds 60] [--bus] [--json]

Runs it in a real terminal of 120x40 with a fresh home, no bus and no display, and prints, while a timer runs and while it is
paused: wake-ups a second over all threads, bytes a second to the terminal, CPU ms a minute, resident memory; then the time to the
first full frame (the least of ten starts), and from a key to the first byte of what it changes (--keys of each kind: a minute more, which
is an act and on disk first, and help, which is not). With --bus it keeps the session bus, and starts with a timer that ends at once, so
that the memory is that after an alert was sent. Linux only; the standard library only.

A wake-up is a voluntary context switch: a thread that slept. CPU is /proc/PID/task/*/schedstat. A start ends with the last byte of
the first burst of output that holds at least 20 visible signs, counted from before the fork.
"""
import argparse, fcntl, json, os, re, select, signal, struct, tempfile, termios, time

BUDGETS = {"running": {"wakes_per_s": 1.1, "bytes_per_s": 85, "cpu_ms_per_min": 20, "rss_mib": 8},
           "paused": {"wakes_per_s": 0.1, "cpu_ms_per_min": 1, "rss_mib": 8}}
FIRST_FRAME_MS = 5
KEY_MS = 20


class Run:
    """One run in a terminal of its own."""

    def __init__(self, command, env, size=(40, 120)):
        master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.start, self.fd, self.bytes = time.monotonic(), master, 0
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for fd in (0, 1, 2):
                os.dup2(slave, fd)
            os.closerange(3, 64)
            os.execvpe(command[0], command, env)
        os.close(slave)

    def pump(self, until):
        """Reads until the given time; yields each piece."""
        while (left := until - time.monotonic()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                try:
                    data = os.read(self.fd, 65536)
                except OSError:
                    return
                if not data:
                    return
                self.bytes += len(data)
                yield data

    def wait(self, seconds):
        for _ in self.pump(time.monotonic() + seconds):
            pass

    def type(self, keys):
        os.write(self.fd, keys)

    def counters(self):
        """Sleeps and nanoseconds of every thread so far."""
        sleeps = nanos = 0
        for tid in os.listdir(f"/proc/{self.pid}/task"):
            base = f"/proc/{self.pid}/task/{tid}"
            with open(f"{base}/status") as f:
                sleeps += int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", f.read(), re.M)[1])
            with open(f"{base}/schedstat") as f:
                nanos += int(f.read().split()[0])
        return sleeps, nanos

    def rss_mib(self):
        with open(f"/proc/{self.pid}/status") as f:
            return int(re.search(r"^VmRSS:\s+(\d+)", f.read(), re.M)[1]) / 1024

    def measure(self, seconds):
        self.wait(2)
        before, sent, start = self.counters(), self.bytes, time.monotonic()
        self.wait(seconds)
        after, took = self.counters(), time.monotonic() - start
        return {"wakes_per_s": round((after[0] - before[0]) / took, 3),
                "bytes_per_s": round((self.bytes - sent) / took, 1),
                "cpu_ms_per_min": round((after[1] - before[1]) / 1e6 * 60 / took, 2),
                "rss_mib": round(self.rss_mib(), 1),
                "threads": len(os.listdir(f"/proc/{self.pid}/task"))}

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def first_frame_ms(command, env):
    run, seen, last = Run(command, env), b"", None
    while time.monotonic() < run.start + 5:
        got = False
        for data in run.pump(time.monotonic() + 0.03):
            seen, last, got = seen + data, time.monotonic(), True
            break
        text = re.sub(rb"\x1b(\[[0-?]*[ -/]*[@-~]|.)", b"", seen)
        if not got and len(text.split()) and len(b"".join(text.split())) >= 20:
            break
    run.end()
    return (last - run.start) * 1000 if last else float("nan")


def key_to_screen_ms(command, env, count):
    """For each kind of key, the sorted times from key to screen."""
    run = Run(command, env)
    run.wait(1)
    times = {}
    for name, keys in {"an act": (b"=", b"-"), "no act": (b"h", b"\x1b")}.items():
        took = []
        for n in range(count):
            # Not always at the same place in a second.
            run.wait(0.05 + 0.013 * (n % 7))
            start = time.monotonic()
            run.type(keys[n % 2])
            for _ in run.pump(start + 1):
                took.append((time.monotonic() - start) * 1000)
                break
        times[name] = sorted(took)
    run.end()
    return times


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bin", default="target/release/baste")
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--starts", type=int, default=10)
    options.add_argument("--keys", type=int, default=300)
    options.add_argument("--bus", action="store_true")
    options.add_argument("--json", action="store_true")
    args = options.parse_args()
    result = {}
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": os.environ.get("PATH", "/usr/bin:/bin")}
        if args.bus:
            env |= {k: os.environ[k] for k in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY") if k in os.environ}
        binary = os.path.abspath(args.bin)
        ended = ["1s", "Tea"] if args.bus else []
        run = Run([binary, "timer", "3h", "Roast", *ended], env)
        run.wait(3)
        if args.bus:
            run.type(b"\r")  # quiets the ring
        result["running"] = run.measure(args.seconds)
        run.type(b" ")
        result["paused"] = run.measure(args.seconds)
        run.end()
        result["first_frame_ms"] = round(min(first_frame_ms([binary, "timer", "3h", "Roast"], env)
                                             for _ in range(args.starts)), 2)
        for kind, took in key_to_screen_ms([binary, "timer", "3h", "Roast"], env, args.keys).items():
            result[f"key_ms, {kind}"] = {"p50": round(took[len(took) // 2], 2), "p99": round(took[len(took) * 99 // 100], 2)}
    if args.json:
        print(json.dumps(result, indent=1))
        return
    for state, budget in BUDGETS.items():
        for name, value in result[state].items():
            limit = budget.get(name)
            told = "" if limit is None else f"   (at most {limit}){'' if value <= limit else '  OVER'}"
            print(f"{state:8} {name:15} {value:8}{told}")
    for name, value in result.items():
        if name.startswith("key_ms"):
            told = "" if value["p99"] <= KEY_MS else "  OVER"
            print(f"{name}: p50 {value['p50']}, p99 {value['p99']}   (p99 at most {KEY_MS}){told}")
    value = result["first_frame_ms"]
    print(f"{'start':8} {'first_frame_ms':15} {value:8}   (at most {FIRST_FRAME_MS}){'' if value <= FIRST_FRAME_MS else '  OVER'}")


if __name__ == "__main__":
    main()
