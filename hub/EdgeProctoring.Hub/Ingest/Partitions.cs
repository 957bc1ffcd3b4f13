using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>The 64 partitions. The number of an exam's never changes: it may stand in a broker's routing key.</summary>
internal static class Partitions
{
    public const int Count = 64;

    public static int Of(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return BinaryPrimitives.ReadUInt16BigEndian(hash) % Count;
    }

    /// <summary>By the first exam that it tells of; what tells of none goes with its sender.</summary>
    public static int Of(Batch batch) =>
        Of(batch.Items.Select(item => InboxStore.KindAndSubject(item).Subject.Exam).FirstOrDefault(exam => exam is not null) ?? batch.Sender);
}
