#!/usr/bin/env python3
"""What a shelf costs: 10, 1,000 and 10,000 recipes in the cook's folder.

    cargo build --release && benches/shelf.py [--bin PATH] [--recipes 10 1000 10000] [--starts 20] [--keys 200] [--json]
    benches/shelf.py --make FOLDER 10000

For each size it makes the recipes in a fresh home and prints: how long the first run takes until all are read, without an index;
the size of the index; then, with it, the first full frame (the least and the median of the starts), resident memory, and the time from
a key to the last byte of the frame it causes, in a 120x40 terminal; and `baste list`, with and without the index. --make only
makes the recipes. The same number gives the same files. On Linux; the standard library only.
"""
import argparse, json, os, random, subprocess, tempfile, time
from cost import Run, first_frame_ms

HOW = ["Braised", "Roast", "Grilled", "Slow", "Crisp", "Smoked", "Steamed", "Baked", "Glazed", "Quick", "Pickled", "Stuffed", "Spiced"]
WHAT = ["pork belly", "chicken thighs", "salmon", "leek tart", "beef shin", "lamb shoulder", "mushrooms", "cauliflower", "crème caramel",
        "lentils", "rice pudding", "flat bread", "tofu", "duck legs", "trout", "aubergine", "sourdough", "jalapeño corn", "plums"]
WITH = ["honey", "miso", "cider", "rosemary", "black pepper", "lemon", "brown butter", "fennel", "chilli", "walnuts", "tamarind", "mustard",
        "ginger", "orange", "sage", "yoghurt", "peanuts"]
FROM = ["for Sunday", "of the coast", "for a crowd", "my aunt's way", "from the north", "without fuss", "for winter", "for two", "by the fire"]
TAGS = ["pork", "chicken", "fish", "vegetarian", "main", "dessert", "bread", "roast", "quick", "slow cooker", "winter", "picnic"]


def recipe(n, dice):
    name = f"{dice.choice(HOW)} {dice.choice(WHAT)} with {dice.choice(WITH)} and {dice.choice(WITH)} {dice.choice(FROM)} {n}"
    lines = [f'name = "{name}"', f"serves = {dice.randint(1, 12)}", f"tags = {json.dumps(dice.sample(TAGS, 3))}", "ingredients = ["]
    lines += [f'  "{dice.randint(1, 900)} g {dice.choice(WITH)}, as fresh as there is",' for _ in range(9)] + ["]"]
    for step in range(dice.randint(3, 7)):
        timed = step % 2
        lines += ["", "[[step]]", f'phase = "{"simmer" if timed else "prep"}"', f'title = "Turn {step + 1}"',
                  f'do = "Stir the {dice.choice(WITH)} in, taste it, and go on once it smells as it should. Wipe the board meanwhile."']
        lines += [f'for = "{dice.randint(5, 90)}m"', 'until = "it is tender"'] if timed else [f'takes = "{dice.randint(2, 20)}m"']
    return "\n".join(lines) + "\n"


def make(folder, count):
    os.makedirs(folder, exist_ok=True)
    dice = random.Random(count)
    for n in range(count):
        with open(f"{folder}/recipe-{n:05}.toml", "w") as file:
            file.write(recipe(n, dice))


def percentile(values, share):
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))], 2)


def until_quiet(run, seconds, quiet=0.6):
    """Until nothing was written for so long; the time from the start to the last byte in ms."""
    last = run.start
    while time.monotonic() < run.start + seconds:
        for _ in run.pump(time.monotonic() + quiet):
            last = time.monotonic()
            break
        else:
            break
    return (last - run.start) * 1000


def key_to_screen(run, key):
    """From a key to the last byte of the burst that follows it, in ms."""
    start = last = time.monotonic()
    run.type(key)
    for _ in run.pump(start + 0.06):
        last = time.monotonic()
    return (last - start) * 1000


def figures(binary, count, args):
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": os.environ.get("PATH", "/usr/bin:/bin")}
        make(f"{home}/.local/share/baste/recipes", count)
        listing = lambda: subprocess.run([binary, "list"], env=env, stdout=subprocess.DEVNULL, check=True)
        result = {}
        run = Run([binary], env)
        result["read_all_ms"] = round(until_quiet(run, 60), 1)
        result["rss_first_mib"] = round(run.rss_mib(), 1)
        run.end()
        index = [os.path.join(at, name) for at, _, names in os.walk(f"{home}/.cache") for name in names]
        result["index_kib"] = round(sum(map(os.path.getsize, index)) / 1024, 1)
        time.sleep(2.5)  # Files as young as their index are read again.
        listing()
        starts = [first_frame_ms([binary], env) for _ in range(args.starts)]
        result["first_frame_ms"], result["first_frame_p50_ms"] = round(min(starts), 2), percentile(starts, 0.5)
        run = Run([binary], env)
        run.wait(1.5)
        result["rss_mib"] = round(run.rss_mib(), 1)
        keys = []
        while len(keys) < args.keys:
            for key in b"pork honey":
                keys.append(key_to_screen(run, bytes([key])))
            run.type(b"\x1b")
            run.wait(0.2)
            for key in "#main <1h30 glz".encode():
                keys.append(key_to_screen(run, bytes([key])))
            run.type(b"\x1b")
            run.wait(0.2)
        result["key_p50_ms"], result["key_p99_ms"] = percentile(keys, 0.5), percentile(keys, 0.99)
        result["rss_after_keys_mib"] = round(run.rss_mib(), 1)
        run.end()
        timed = []
        for _ in range(10):
            start = time.monotonic()
            listing()
            timed.append((time.monotonic() - start) * 1000)
        result["list_ms"] = round(min(timed), 1)
        for path in index:
            os.remove(path)
        start = time.monotonic()
        listing()
        result["list_without_index_ms"] = round((time.monotonic() - start) * 1000, 1)
        return result


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--make", nargs=2, metavar=("FOLDER", "COUNT"))
    options.add_argument("--bin", default="target/release/baste")
    options.add_argument("--recipes", type=int, nargs="+", default=[10, 1000, 10000])
    options.add_argument("--starts", type=int, default=20)
    options.add_argument("--keys", type=int, default=200)
    options.add_argument("--json", action="store_true")
    args = options.parse_args()
    if args.make:
        make(args.make[0], int(args.make[1]))
        return
    result = {count: figures(os.path.abspath(args.bin), count, args) for count in args.recipes}
    if args.json:
        print(json.dumps(result, indent=1))
        return
    for name in next(iter(result.values())):
        print(f"{name:22}" + "".join(f"{result[count][name]:>12}" for count in args.recipes))


if __name__ == "__main__":
    main()
