"""
The same flips in LeNet-5's kernels, on the same pictures and machine: Bitflip Lab's command line, PyTorchFI 0.6, and
TensorFI2's loop. The lab draws the faults and writes them as a fault list of SpikingJET and SCI-FI; verdicts are compared
fault by fault. Needs a build of the lab (npm run build) and, for the peers, Python with torch, pytorchfi (installed with
--no-deps) and tensorflow-cpu; a peer that is not there is left out. Nothing here is needed by npm test.

    python bench/peers/run.py --faults 5000 --images 100
"""
import argparse
import csv
import importlib.util
import json
import resource
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from lenet5 import KERNELS, pictures, weights
from loops import pytorchfi_loop, tensorfi2_loop

ROOT = Path(__file__).resolve().parents[2]


def lab_plan(faults, images):
    return {
        "model": "lenet5",
        "seed": 6,
        "population": {"tensors": ["kernel"]},
        "unit": "fault",
        "sampling": {"kind": "uniform", "size": faults},
        "inputs": {"from": "heldout", "images": f"0:{images}"},
    }


def run_lab(plan, folder, more=()):
    """Rows, and processor seconds of the whole command, its start included."""
    path = Path(folder) / "plan.json"
    path.write_text(json.dumps(plan))
    out = Path(folder) / f"out{len(list(Path(folder).iterdir()))}"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["node", str(ROOT / "dist-cli" / "main.js"), "campaign", str(path), "--out", str(out), *more]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(out / "rows.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    return rows, sum(getattr(after, key) - getattr(before, key) for key in ("ru_utime", "ru_stime"))


def write_list(faults, stored, path):
    """Injection,Layer,TensorIndex,Bit, with PyTorch's names and order of axes."""
    with open(path, "w") as file:
        file.write("Injection,Layer,TensorIndex,Bit\n")
        for number, (tensor, element, bit) in enumerate(faults):
            index = [int(axis) for axis in np.unravel_index(element, stored[tensor].shape)]
            index = [index[-1], index[-2], *index[:-2]]
            file.write(f'{number},{tensor.split("/")[0]}.weight,"({", ".join(map(str, index))})",{bit}\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=5000)
    parser.add_argument("--images", type=int, default=100)
    given = parser.parse_args()
    stored, images = weights(), pictures(given.images)
    assert set(KERNELS) <= set(stored)
    with tempfile.TemporaryDirectory() as folder:
        plan = lab_plan(given.faults, given.images)
        # What a run costs before its first fault: Node, the model, the golden answers.
        _, start = run_lab({**plan, "sampling": {"kind": "uniform", "size": 1}}, folder)
        rows, seconds = run_lab(plan, folder)
        faults = [(row["tensor"], int(row["element"]), int(row["bit"])) for row in rows]
        lab = [(int(row["sdc"]), int(row["due"])) for row in rows]
        lines = [("Bitflip Lab, campaign", seconds - start, lab)]
        path = Path(folder) / "faults.csv"
        write_list(faults, stored, path)
        listed = {**plan, "sampling": {"kind": "list", "file": str(path)}}
        for name, other, more in (
            ("Bitflip Lab, the list read from its file", listed, []),
            ("Bitflip Lab, --naive", plan, ["--naive"]),
        ):
            rows, seconds = run_lab(other, folder, more)
            lines.append((name, seconds - start, [(int(row["sdc"]), int(row["due"])) for row in rows]))
    for module, name, loop in (
        ("pytorchfi", "PyTorchFI 0.6", pytorchfi_loop),
        ("tensorflow", "TensorFI2's loop in Keras", tensorfi2_loop),
    ):
        if importlib.util.find_spec(module) is None:
            print(f"{name}: {module} is not installed, left out")
            continue
        counts, seconds = loop(stored, images, faults)
        lines.append((name, seconds, counts))
    report(lines, lab, given, start)


def report(lines, lab, given, start):
    print(f"\n{given.faults:,} faults on {given.images} pictures, seconds of processor time, one thread.")
    print(f"Starting is left out everywhere; the lab's command takes {start:.1f} s for it.\n")
    print("| tool | seconds | faults/s | SDC | DUE | faults with other counts | pairs that differ |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, seconds, counts in lines:
        differ = [(mine, theirs) for mine, theirs in zip(lab, counts) if mine != theirs]
        pairs = sum(max(abs(a - c), abs(b - d)) for (a, b), (c, d) in differ)
        sdc, due = (sum(count[k] for count in counts) for k in (0, 1))
        print(
            f"| {name} | {seconds:.1f} | {len(counts) / seconds:,.0f} | {sdc} | {due} | {len(differ)} | {pairs} |"
        )


main()
