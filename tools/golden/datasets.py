"""Datasets as other programs write them: NumPy (.npy, .npz), Python's csv, struct (IDX), Pillow (PNG, JPEG), zipfile.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 pillow==13.0.0
    /tmp/venv/bin/python tools/golden/datasets.py

writes src/engine/fixtures/datasets.zip: the files, what is in them (`expected.json`), and pictures as Pillow resizes them
(`resized/*.npy`, uint8). The digits are the first of LeNet-5's gallery. The same bytes at every run.
"""

import csv
import gzip
import io
import json
import struct
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image, __version__ as pillow_version

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "public/models/lenet5"
WHEN = (2026, 1, 1, 0, 0, 0)
files: dict[str, bytes] = {}
expected: dict[str, object] = {"versions": {"numpy": np.__version__, "pillow": pillow_version}}


def npy(array: np.ndarray, version=None) -> bytes:
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version)
    return out.getvalue()


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, WHEN), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def picture(image: Image.Image, form="PNG", **options) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


gallery = json.loads((MODEL / "gallery.json").read_text())
digits = np.frombuffer((MODEL / "gallery.bin").read_bytes(), np.uint8).reshape(-1, 28, 28)
labels = np.array(gallery["labels"])
COUNT = 20
x, y = digits[:COUNT], labels[:COUNT]
expected["labels"] = y.tolist()

# One array in every dtype, and in the other byte orders and layouts.
numbers = np.array([[0, 1, 2.5], [-3, 100, 7]])
for dtype in "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 >f4 >f8 >i4 >i8 >u2 ?".split():
    with np.errstate(invalid="ignore"):
        array = np.abs(numbers).astype(dtype) if dtype.lstrip(">")[0] == "u" else numbers.astype(dtype)
    name = f"npy/{dtype.replace('>', 'big-').replace('?', 'bool')}.npy"
    files[name] = npy(array)
    expected[name] = {"shape": list(array.shape), "values": array.astype("f8").ravel().tolist()}
files["npy/fortran.npy"] = npy(np.asfortranarray(np.arange(24, dtype="f4").reshape(2, 3, 4)))
files["npy/version2.npy"] = npy(np.arange(6, dtype="f4").reshape(2, 3), (2, 0))
files["npy/version3.npy"] = npy(np.arange(6, dtype="f4").reshape(2, 3), (3, 0))
files["npy/scalar.npy"] = npy(np.float32(4.5).reshape(()))
files["npy/complex.npy"] = npy(np.zeros(3, "c8"))
files["npy/text.npy"] = npy(np.array(["a", "bc"]))
files["npy/objects.npy"] = npy(np.array([{}, None], dtype=object))
files["npy/record.npy"] = npy(np.zeros(2, [("a", "f4"), ("b", "i4")]))
files["npy/digits.npy"] = npy(x)
files["npy/digits-float.npy"] = npy((x / 255).astype("f4"))
files["npy/digits-first.npy"] = npy((x / 255).astype("f4")[:, None])
files["npy/one-digit.npy"] = npy((x[7] / 255).astype("f4"))
files["npy/wrong.npy"] = npy(np.zeros((5, 32, 31), "f4"))

for name, save in (("npz/digits.npz", np.savez), ("npz/digits-deflated.npz", np.savez_compressed)):
    out = io.BytesIO()
    save(out, x_test=x, y_test=y)
    files[name] = out.getvalue()
out = io.BytesIO()
np.savez(out, left=np.arange(12, dtype="f4").reshape(4, 3), right=-np.arange(20, dtype="f8").reshape(4, 5))
files["npz/two-inputs.npz"] = out.getvalue()


def table(rows, **options) -> bytes:
    out = io.StringIO()
    csv.writer(out, **options).writerows(rows)
    return out.getvalue().encode()


flat = x.reshape(COUNT, -1)
header = ["label", *[f"pixel{i}" for i in range(784)]]
files["csv/mnist.csv"] = table([header, *[[label, *row] for label, row in zip(y.tolist(), flat.tolist())]])
files["csv/plain.csv"] = table([[label, *row] for label, row in zip(y.tolist(), flat.tolist())])
iris = [[5.1, 3.5, 1.4, 0.2, "setosa"], [7.0, 3.2, 4.7, 1.4, "versicolor"], [6.3, 3.3, 6.0, 2.5, "Iris, virginica"]]
files["csv/iris.csv"] = table([["sepal length", "sepal width", "petal length", "petal width", "species"], *iris])
files["csv/semicolons.csv"] = table(iris, delimiter=";", quoting=csv.QUOTE_ALL)
files["csv/no-label.csv"] = table([row[:4] for row in iris])
files["csv/gap.csv"] = table([["a", "b"], [1, 2], [3, ""], [5, 6]])
files["csv/ragged.csv"] = b"1,2,3\n4,5\n6,7,8\n"
files["csv/words.csv"] = table([["a", "b"], [1, "two"], [3, 4]])

images = struct.pack(">HBBIII", 0, 8, 3, COUNT, 28, 28) + x.tobytes()
classes = struct.pack(">HBBI", 0, 8, 1, COUNT) + y.astype("u1").tobytes()
files["idx/t10k-images-idx3-ubyte"] = images
files["idx/t10k-labels-idx1-ubyte"] = classes
files["idx/t10k-images-idx3-ubyte.gz"] = gzip.compress(images, mtime=0)
files["idx/t10k-labels-idx1-ubyte.gz"] = gzip.compress(classes, mtime=0)
for code, dtype in ((9, "i1"), (11, ">i2"), (12, ">i4"), (13, ">f4"), (14, ">f8")):
    files[f"idx/type{code}-idx2"] = struct.pack(">HBBII", 0, code, 2, 2, 3) + numbers.astype(dtype).tobytes()
    expected[f"idx/type{code}-idx2"] = numbers.astype(dtype).astype("f8").ravel().tolist()

by_class = {f"{label}/{k:02d}.png": picture(Image.fromarray(image)) for k, (image, label) in enumerate(zip(x, y))}
files["pictures/folders.zip"] = zipped({f"digits/{path}": content for path, content in by_class.items()})
flat_pictures = {f"{k:02d}.png": picture(Image.fromarray(image)) for k, image in enumerate(x)}
files["pictures/labels-csv.zip"] = zipped(
    {**flat_pictures, "labels.csv": table([["file", "label"], *[[f"{k:02d}.png", label] for k, label in enumerate(y.tolist())]])}
)
files["pictures/labels-json.zip"] = zipped(
    {**flat_pictures, "labels.json": json.dumps({f"{k:02d}.png": label for k, label in enumerate(y.tolist())}).encode()}
)
files["pictures/labels-txt.zip"] = zipped({**flat_pictures, "labels.txt": "\n".join(map(str, y.tolist())).encode()})
files["pictures/classes-txt.zip"] = zipped(
    {**flat_pictures, "classes.txt": "\n".join("zero one two three four five six seven eight nine".split()).encode()}
)

# Pictures in every mode that Pillow writes, and what is in them.
rng = np.random.default_rng(7)
ramp = np.add.outer(np.arange(24) * 4, np.arange(31) * 5).astype("u1")
photo = np.stack([ramp, 255 - ramp, rng.integers(0, 256, ramp.shape, dtype="u1")], -1)
colour = Image.fromarray(photo)
modes = {
    "L": Image.fromarray(ramp),
    "RGB": colour,
    "1": Image.fromarray(ramp).convert("1"),
    "P": colour.quantize(16),
    "P-clear": colour.quantize(16),
    "LA": Image.merge("LA", [Image.fromarray(ramp), Image.fromarray(photo[..., 2])]),
    "RGBA": Image.fromarray(np.dstack([photo, ramp])),
}
for name, image in modes.items():
    options = {"transparency": 3} if name == "P-clear" else {}
    files[f"pictures/{name}.png"] = picture(image, **options)
    decoded = Image.open(io.BytesIO(files[f"pictures/{name}.png"]))
    files[f"pictures/{name}.npy"] = npy(np.asarray(decoded.convert("RGBA")))
sixteen = Image.fromarray((ramp.astype("u2") << 8) | ramp)
files["pictures/16.png"] = picture(sixteen)
files["pictures/16.npy"] = npy(np.asarray(Image.fromarray(ramp).convert("RGBA")))
for name, options in (("photo", {}), ("progressive", {"progressive": True}), ("grey", {})):
    image = colour if name != "grey" else Image.fromarray(ramp)
    files[f"pictures/{name}.jpg"] = picture(image, "JPEG", quality=92, **options)
    files[f"pictures/{name}-jpg.npy"] = npy(
        np.asarray(Image.open(io.BytesIO(files[f"pictures/{name}.jpg"])).convert("RGBA"))
    )
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    files[f"pictures/turned{orientation}.jpg"] = picture(colour, "JPEG", quality=92, exif=exif)

FILTERS = {
    "nearest": Image.Resampling.NEAREST,
    "area": Image.Resampling.BOX,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
}
cases = []
for name, image in (("L", modes["L"]), ("RGB", colour)):
    for filter_name, resample in FILTERS.items():
        for width, height in ((8, 8), (31, 24), (64, 40), (5, 50)):
            for box in (None, (3.5, 0, 27.5, 24), (4.25, 2.5, 20.75, 21.0)):
                path = f"resized/{name}-{filter_name}-{width}x{height}-{cases.__len__()}.npy"
                files[path] = npy(np.asarray(image.resize((width, height), resample, box)))
                cases.append({"picture": f"pictures/{name}.png", "filter": filter_name, "width": width, "height": height, "box": box, "file": path})
expected["resized"] = cases
files["pictures/RGB-as-L.npy"] = npy(np.asarray(colour.convert("L")))

files["expected.json"] = json.dumps(expected).encode()
(ROOT / "src/engine/fixtures/datasets.zip").write_bytes(zipped(files))
print(f"{len(files)} files, {(ROOT / 'src/engine/fixtures/datasets.zip').stat().st_size} bytes")
