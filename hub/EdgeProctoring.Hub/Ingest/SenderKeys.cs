using System.Security.Cryptography;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>The public keys that nodes sign with, where the hub knows them.</summary>
internal sealed class SenderKeys : IDisposable
{
    private readonly Lock _gate = new();
    private Dictionary<string, ECDsa> _keys = new(StringComparer.Ordinal);

    /// <summary>Takes the keys (SubjectPublicKeyInfo) by node.</summary>
    public void Replace(IEnumerable<(string Node, byte[] Key)> keys)
    {
        var read = new Dictionary<string, ECDsa>(StringComparer.Ordinal);
        foreach (var (node, key) in keys)
        {
            var verifier = ECDsa.Create();
            verifier.ImportSubjectPublicKeyInfo(key, out _);
            read[node] = verifier;
        }
        Dictionary<string, ECDsa> before;
        lock (_gate)
        {
            (before, _keys) = (_keys, read);
            foreach (var key in before.Values)
            {
                key.Dispose();
            }
        }
    }

    /// <summary>Null where the signature is good or the key is not known; otherwise why the bytes are refused.</summary>
    public string? Refuse(string node, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature)
    {
        lock (_gate)
        {
            return !_keys.TryGetValue(node, out var key) ? null
                : signature.IsEmpty ? "it is not signed, and the node's key is known"
                : key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation) ? null
                : "its signature does not fit the node's key";
        }
    }

    public void Dispose() => Replace([]);
}
