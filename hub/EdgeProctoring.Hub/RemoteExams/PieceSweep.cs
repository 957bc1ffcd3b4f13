using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>
/// Deletes a sitting's pieces once nothing more of it is taken: recordings and pictures that show something are evidence and
/// live as long as the rules say; a picture of every second is not.
/// </summary>
internal sealed class PieceSweep(IBlobStore blobs, IDatabase database, Ledger ledger)
{
    private const string Needless = """
        SELECT DISTINCT c.sha256 FROM remote_chunks c WHERE c.sitting = @sitting
        AND NOT EXISTS (SELECT 1 FROM evidence e LEFT JOIN tombstones t ON t.evidence = e.id WHERE e.sha256 = c.sha256 AND t.evidence IS NULL)
        AND NOT EXISTS (SELECT 1 FROM remote_chunks o LEFT JOIN remote_sweeps w ON w.sitting = o.sitting WHERE o.sha256 = c.sha256 AND o.sitting <> c.sitting AND w.sitting IS NULL)
        """;

    public async Task SweepAsync(RemoteSitting sitting, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        if (await session.NumberAsync("SELECT COUNT(*) FROM remote_sweeps WHERE sitting = @sitting", cancel, ("@sitting", sitting.Id)) > 0)
        {
            return;
        }
        var pieces = await session.ListAsync(Needless, row => row.GetString(0), cancel, ("@sitting", sitting.Id));
        foreach (var piece in pieces)
        {
            await blobs.DeleteAsync(piece, cancel);
        }
        await ledger.DoAsync(async (entry, stop) =>
        {
            await entry.AuditAsync("hub", "remote.pieces.deleted", sitting.Id, sitting.Exam, FormattableString.Invariant($"{pieces.Count} pieces"), stop);
            return await entry.Session.DoAsync("INSERT INTO remote_sweeps (sitting, at_us) VALUES (@sitting, @at) ON CONFLICT (sitting) DO NOTHING", stop,
                ("@sitting", sitting.Id), ("@at", WireTime.ToMicroseconds(entry.Now)));
        }, cancel);
    }
}
