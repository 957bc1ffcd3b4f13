using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Audit;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Retention;

/// <summary>
/// Deletes recordings for good: first the record says so (tombstone, chain, list of files), then the files go. Cut off in
/// between, the next run goes on with the list. A file that another piece of evidence still needs stays.
/// </summary>
internal sealed class Shredder(Ledger ledger, IDatabase database, IBlobStore blobs, BlobGates gates)
{
    private const int AtOnce = 500;

    /// <summary>Deletes what of an exam is under no hold; how many pieces.</summary>
    public async Task<int> DeleteAsync(string exam, string by, string reason, CancellationToken cancel)
    {
        var deleted = 0;
        for (var part = AtOnce; part == AtOnce; deleted += part)
        {
            part = await ledger.DoAsync((entry, stop) => BuryAsync(entry, exam, by, reason, stop), cancel);
            await RemoveAsync(cancel);
        }
        return deleted;
    }

    /// <summary>Removes the files that the record has given up.</summary>
    public async Task RemoveAsync(CancellationToken cancel)
    {
        List<string> files;
        await using (var session = await database.ReadAsync(cancel))
        {
            files = await session.ListAsync("SELECT sha256 FROM removals ORDER BY sha256", row => row.GetString(0), cancel);
        }
        foreach (var sha256 in files)
        {
            using var gate = await gates.EnterAsync(sha256, cancel);
            await using var session = await database.ReadAsync(cancel);
            if (await session.NumberAsync("SELECT COUNT(*) FROM evidence e LEFT JOIN tombstones t ON t.evidence = e.id WHERE e.sha256 = @sha256 AND t.evidence IS NULL", cancel, ("@sha256", sha256)) == 0)
            {
                await blobs.DeleteAsync(sha256, cancel);
            }
            await ledger.DoAsync((entry, stop) => entry.Session.DoAsync("DELETE FROM removals WHERE sha256 = @sha256", stop, ("@sha256", sha256)), cancel);
        }
    }

    private static async Task<int> BuryAsync(LedgerEntry entry, string exam, string by, string reason, CancellationToken cancel)
    {
        // Evidence of a room shows everybody in it: a hold on one sitting keeps what its room saw.
        var pieces = await entry.Session.ListAsync($"""
            SELECT e.id, e.sha256, e.size FROM evidence e LEFT JOIN tombstones t ON t.evidence = e.id
            WHERE e.exam = @exam AND t.evidence IS NULL AND NOT EXISTS (SELECT 1 FROM holds h LEFT JOIN sittings s ON s.id = h.sitting
                WHERE h.exam = e.exam AND h.released_us IS NULL AND (h.sitting IS NULL OR h.sitting = e.sitting OR (s.room = e.room AND (e.seat IS NULL OR e.seat = s.seat
                    OR EXISTS (SELECT 1 FROM steps m WHERE m.sitting = s.id AND m.seat = e.seat)))))
            ORDER BY e.id LIMIT {AtOnce}
            """, row => (Id: row.GetString(0), Sha256: row.GetString(1), Size: row.GetInt64(2)), cancel, ("@exam", exam));
        foreach (var (id, sha256, size) in pieces)
        {
            await entry.Session.DoAsync("INSERT INTO tombstones (evidence, exam, sha256, size, by_user, reason, at_us) VALUES (@id, @exam, @sha256, @size, @by, @reason, @at)", cancel,
                ("@id", id), ("@exam", exam), ("@sha256", sha256), ("@size", size), ("@by", by), ("@reason", reason), ("@at", WireTime.ToMicroseconds(entry.Now)));
            await entry.Session.DoAsync("INSERT INTO removals (sha256) VALUES (@sha256) ON CONFLICT (sha256) DO NOTHING", cancel, ("@sha256", sha256));
            await entry.Book.ChainAsync(exam, Fact.Tombstone(id, exam, sha256, size, by, reason), cancel);
        }
        if (pieces.Count > 0)
        {
            await entry.AuditAsync(by, "evidence.deleted", exam, exam, $"{pieces.Count} pieces: {reason}", cancel);
        }
        return pieces.Count;
    }
}
