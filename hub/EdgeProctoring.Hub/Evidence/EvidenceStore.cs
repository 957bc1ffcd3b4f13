using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Audit;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Evidence;

/// <summary>What the record says of pieces of evidence; their bytes are blobs.</summary>
internal static class EvidenceStore
{
    private const string Insert = """
        INSERT INTO evidence (id, node, exam, room, seat, sitting, camera, media_type, size, sha256, from_us, to_us, stored_us)
        VALUES (@id, @node, @exam, @room, @seat, @sitting, @camera, @mediaType, @size, @sha256, @from, @to, @stored)
        """;

    public static async Task AddAsync(LedgerEntry entry, string node, EvidenceHeader header, CancellationToken cancel)
    {
        var (from, to) = (WireTime.ToMicroseconds(header.From), WireTime.ToMicroseconds(header.To));
        await entry.Session.DoAsync(Insert, cancel, ("@id", header.Evidence), ("@node", node), ("@exam", header.Subject.Exam), ("@room", header.Subject.Room),
            ("@seat", header.Subject.Seat), ("@sitting", header.Subject.Sitting), ("@camera", header.Camera), ("@mediaType", header.MediaType),
            ("@size", header.Size), ("@sha256", header.Sha256), ("@from", from), ("@to", to), ("@stored", WireTime.ToMicroseconds(entry.Now)));
        await entry.Book.ChainAsync(header.Subject.Exam, Fact.Evidence(header.Evidence, node, header.Subject.Exam, header.Subject.Room, header.Subject.Seat,
            header.MediaType, header.Size, header.Sha256, from, to), cancel);
    }

    public static Task<StoredEvidence?> FindAsync(Session session, string id, CancellationToken cancel) =>
        session.FindAsync<StoredEvidence>("SELECT id, node, exam, media_type, size, sha256, from_us FROM evidence WHERE id = @id",
            row => new StoredEvidence(row.GetString(0), row.GetString(1), row.Text(2), row.GetString(3), row.GetInt64(4), row.GetString(5),
                WireTime.FromMicroseconds(row.GetInt64(6))), cancel, ("@id", id));
}

/// <summary>A piece of evidence that is held.</summary>
internal sealed record StoredEvidence(string Id, string Node, string? Exam, string MediaType, long Size, string Sha256, DateTimeOffset From);
