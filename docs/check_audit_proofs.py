"""Checks an export of the audit trail by the public key that you wrote down: python3 check_audit_proofs.py bundle.json KEY"""
import base64, hashlib, json, sys
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
sha = lambda data: hashlib.sha256(data).digest()

def add(a, b):  # Edwards curve of Ed25519 (RFC 8032), affine
    k = D * a[0] * b[0] * a[1] * b[1]
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + k, -1, P)
    return x % P, (a[1] * b[1] + a[0] * b[0]) * pow(1 - k, -1, P) % P

def times(n, a):
    total = (0, 1)
    while n:
        total, a, n = add(total, a) if n & 1 else total, add(a, a), n >> 1
    return total

def point(data):
    sign, y = data[31] >> 7, int.from_bytes(data, "little") & (2**255 - 1)
    x = pow(xx := (y * y - 1) * pow(D * y * y + 1, -1, P), (P + 3) // 8, P)
    x = x if (x * x - xx) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    assert (x * x - xx) % P == 0, "not a point of the curve"
    return (x if x & 1 == sign else P - x), y

def signed(key, text, signature):
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    base = point(int.to_bytes(4 * pow(5, -1, P) % P, 32, "little"))
    return s < L and times(s, base) == add(point(signature[:32]), times(h, point(key)))

def root(leaf, index, size, proof):  # RFC 6962, 2.1.1; the proof is used up from its end
    if size == 1: return leaf
    half, other = 1 << ((size - 1).bit_length() - 1), proof.pop() if proof else b""
    if index < half: return sha(b"\1" + root(leaf, index, half, proof) + other)
    return sha(b"\1" + other + root(leaf, index - half, size - half, proof))
sys.excepthook = lambda kind, fault, trace: print(f"this is no export that can be read, or KEY is no key of it: {fault}", file=sys.stderr)
if len(sys.argv) not in (2, 3) or (sys.argv[2:] and sys.argv[2].count("+") < 2): sys.exit(__doc__ + " (its line itself, name+id+key)")
bundle = json.load(open(sys.argv[1], encoding="utf-8"))
key = base64.b64decode([*sys.argv, bundle["publicKey"]][2].split("+", 2)[2])[1:]
text, signature = bundle["checkpoint"].split("\n\n")
if not signed(key, (text + "\n").encode(), base64.b64decode(signature.split()[2])[4:]): sys.exit("the checkpoint's signature is wrong")
_, size, expected, _, sealed, forged = text.split("\n")[:6]
seen, size, expected, (forged, *more) = set(), int(size), base64.b64decode(expected), forged[12:].split(" +")
for entry in bundle["entries"]:
    place, proof = entry["position"], [bytes.fromhex(h) for h in entry["proof"]]
    there = type(place) is int and place not in seen and 0 <= place < size and root(sha(b"\0" + entry["leaf"].encode()), place, size, proof) == expected
    if not there or proof or seen.add(place): sys.exit(f"the event at place {place} is not what was sealed")
    if not (event := json.loads(entry["leaf"])).get("mac") or event["id"] in forged.split(","): sys.exit(f"the event at place {place} was sealed as FORGED")
own = "" if len(sys.argv) > 2 else f" (BY ITS OWN KEY, which whoever made it chose: {bundle['publicKey']})"
sys.exit(f"{more[0]} more events are FORGED and not named: these may be among them" if more else print(f"{len(bundle['entries'])} events are in the trail of {size} that was sealed {sealed[7:]}{own}"))
