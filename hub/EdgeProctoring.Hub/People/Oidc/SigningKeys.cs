using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace EdgeProctoring.Hub.People.Oidc;

/// <summary>A provider's public keys (JWKS). Keys of another kind, for another use, or too weak are as if they were not there.</summary>
internal sealed class SigningKeys : IDisposable
{
    private const int MostKeys = 50;
    private const int LeastRsaBits = 2048;

    private readonly List<(string? Id, AsymmetricAlgorithm Key)> _keys = [];

    public static SigningKeys Read(JsonElement set)
    {
        var keys = new SigningKeys();
        foreach (var entry in set.GetProperty("keys").EnumerateArray().Take(MostKeys))
        {
            if (Text(entry, "use") is null or "sig" && Key(entry) is { } key)
            {
                keys._keys.Add((Text(entry, "kid"), key));
            }
        }
        return keys;
    }

    /// <summary>Whether the key of this id signed it in this way; null where there is no such key.</summary>
    public bool? Verify(string algorithm, string? id, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        var fitting = _keys.Where(key => algorithm == "RS256" ? key.Key is RSA : key.Key is ECDsa).Where(key => id is null || key.Id == id).ToList();
        // Without an id only a single key can be meant.
        return fitting.Count != 1 ? null : fitting[0].Key switch
        {
            RSA rsa => rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            ECDsa curve => signature.Length == 64 && curve.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
            _ => false,
        };
    }

    public void Dispose() => _keys.ForEach(key => key.Key.Dispose());

    private static AsymmetricAlgorithm? Key(JsonElement entry)
    {
        try
        {
            switch (Text(entry, "kty"), Text(entry, "alg"))
            {
                case ("RSA", null or "RS256"):
                    var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(entry, "n"), Exponent = Bytes(entry, "e") });
                    return rsa.KeySize >= LeastRsaBits ? rsa : null;
                case ("EC", null or "ES256") when Text(entry, "crv") == "P-256":
                    return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(entry, "x"), Y = Bytes(entry, "y") } });
                default:
                    return null;
            }
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static byte[] Bytes(JsonElement entry, string name) => Base64Url.DecodeFromChars(Text(entry, name) ?? "");

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
