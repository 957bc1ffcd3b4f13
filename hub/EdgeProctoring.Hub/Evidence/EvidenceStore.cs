using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Evidence;

/// <summary>What the record says of pieces of evidence; their bytes are blobs.</summary>
internal static class EvidenceStore
{
    private const string Insert = """
        INSERT INTO evidence (id, node, exam, room, seat, sitting, camera, media_type, size, sha256, from_us, to_us, stored_us)
        VALUES (@id, @node, @exam, @room, @seat, @sitting, @camera, @mediaType, @size, @sha256, @from, @to, @stored)
        ON CONFLICT (id) DO NOTHING
        """;

    public static Task AddAsync(Session session, string node, EvidenceHeader header, DateTimeOffset at, CancellationToken cancel) =>
        session.DoAsync(Insert, cancel, ("@id", header.Evidence), ("@node", node), ("@exam", header.Subject.Exam), ("@room", header.Subject.Room),
            ("@seat", header.Subject.Seat), ("@sitting", header.Subject.Sitting), ("@camera", header.Camera), ("@mediaType", header.MediaType),
            ("@size", header.Size), ("@sha256", header.Sha256), ("@from", WireTime.ToMicroseconds(header.From)), ("@to", WireTime.ToMicroseconds(header.To)),
            ("@stored", WireTime.ToMicroseconds(at)));

    public static Task<StoredEvidence?> FindAsync(Session session, string id, CancellationToken cancel) =>
        session.FindAsync<StoredEvidence>("SELECT id, node, exam, media_type, size, sha256, from_us FROM evidence WHERE id = @id",
            row => new StoredEvidence(row.GetString(0), row.GetString(1), row.Text(2), row.GetString(3), row.GetInt64(4), row.GetString(5),
                WireTime.FromMicroseconds(row.GetInt64(6))), cancel, ("@id", id));
}

/// <summary>A piece of evidence that is held.</summary>
internal sealed record StoredEvidence(string Id, string Node, string? Exam, string MediaType, long Size, string Sha256, DateTimeOffset From);
