using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeProctoring.Hub.Audit;

/// <summary>The last entry of an exam's chain.</summary>
internal sealed record ChainHead(long Number, string Hash)
{
    /// <summary>Before the first entry.</summary>
    public static readonly ChainHead Start = new(0, new string('0', 64));
}

/// <summary>How entries hang together. The verifier uses the same few lines.</summary>
internal static class ChainLink
{
    public static string HashOf(string exam, ChainHead before, string kind, string reference, string contentSha256, long atUs) => Sha256(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{before.Hash}\n{exam}\n{before.Number + 1}\n{kind}\n{reference}\n{contentSha256}\n{atUs}")));

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>What the hub signs of a head; the first line keeps it from meaning anything else.</summary>
    public static byte[] Signed(string exam, ChainHead head, string nodesSha256) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"edgeproctoring record head\n{exam}\n{head.Number}\n{head.Hash}\n{nodesSha256}"));
}
