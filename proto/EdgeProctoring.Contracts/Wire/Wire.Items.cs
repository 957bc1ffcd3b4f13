using System.Security.Cryptography;
using Google.Protobuf;

namespace EdgeProctoring.Contracts;

public static partial class Wire
{
    /// <summary>
    /// One item as it will stand in a batch. Encoded messages of one kind may be written one after the other, so a spool keeps
    /// items in this form and joins them without reading them.
    /// </summary>
    public static byte[] EncodeItem(BatchItem item) => new V1.Batch { Items = { ToMessage(item) } }.ToByteArray();

    /// <summary>The batch of these encoded items, ascending by number.</summary>
    public static byte[] JoinItems(SourceKind senderKind, string sender, string boot, IReadOnlyList<byte[]> items)
    {
        var head = EncodeBatchHead(senderKind, sender, boot);
        var batch = new byte[head.Length + items.Sum(item => item.Length)];
        head.CopyTo(batch, 0);
        var at = head.Length;
        foreach (var item in items)
        {
            item.CopyTo(batch, at);
            at += item.Length;
        }
        return batch;
    }

    /// <summary>What a batch costs before its first item.</summary>
    public static byte[] EncodeBatchHead(SourceKind senderKind, string sender, string boot) =>
        new V1.Batch { SenderKind = (V1.SourceKind)senderKind, Sender = sender, Boot = boot }.ToByteArray();

    /// <summary>The link of a sender's chain: SHA-256 (hex) over the entry as encoded, which the next entry names as its previous one.</summary>
    public static string HashOf(ManifestEntry entry) => Convert.ToHexStringLower(SHA256.HashData(ToMessage(entry).ToByteArray()));
}
