using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeProctoring.Hub.People;

/// <summary>The six digits of an authenticator app (RFC 6238: SHA-1, 30 s).</summary>
internal static class OneTimeCode
{
    private const int SecretBytes = 20;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static readonly TimeSpan _step = TimeSpan.FromSeconds(30);

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / (long)_step.TotalSeconds;

    /// <summary>The step whose code this is, now or one step off, and after the last one that was used; null where it is none.</summary>
    public static long? Find(byte[] secret, string code, DateTimeOffset now, long lastStep)
    {
        var given = Encoding.ASCII.GetBytes(new string([.. code.Where(char.IsAsciiDigit)]));
        foreach (var step in (long[])[StepAt(now), StepAt(now) - 1, StepAt(now) + 1])
        {
            if (step > lastStep && CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(At(secret, step))))
            {
                return step;
            }
        }
        return null;
    }

    public static string At(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        // The RFC's hash; an HMAC does not need its resistance to collisions.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The secret as apps take it: base 32.</summary>
    public static string Text(byte[] secret)
    {
        var text = new StringBuilder();
        for (var bit = 0; bit < secret.Length * 8; bit += 5)
        {
            var pair = (secret[bit / 8] << 8) | (bit / 8 + 1 < secret.Length ? secret[(bit / 8) + 1] : 0);
            text.Append(Letters[(pair >> (11 - (bit % 8))) & 31]);
        }
        return text.ToString();
    }

    /// <summary>What a phone opens its app with.</summary>
    public static string Link(string issuer, string login, byte[] secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(login)}?secret={Text(secret)}&issuer={Uri.EscapeDataString(issuer)}";
}
