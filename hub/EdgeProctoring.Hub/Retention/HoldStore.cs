using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Retention;

/// <summary>Why recordings are kept beyond their time: of one sitting, or of the whole exam.</summary>
internal sealed record Hold(string Id, string Exam, string? Sitting, string Kind, string Reason, string By, DateTimeOffset At, DateTimeOffset? Released)
{
    /// <summary>Set by a person.</summary>
    public const string Legal = "legal";
    /// <summary>Set by a signed outcome or an appeal; it ends when the sitting is final.</summary>
    public const string Case = "case";
}

/// <summary>Holds on recordings.</summary>
internal static class HoldStore
{
    public static Task<List<Hold>> ListAsync(Session session, string exam, CancellationToken cancel) => session.ListAsync(
        "SELECT id, exam, sitting, kind, reason, by_name, at_us, released_us FROM holds WHERE exam = @exam ORDER BY at_us, id",
        row => new Hold(row.GetString(0), row.GetString(1), row.Text(2), row.GetString(3), row.GetString(4), row.GetString(5), WireTime.FromMicroseconds(row.GetInt64(6)),
            row.Number(7) is { } released ? WireTime.FromMicroseconds(released) : null), cancel, ("@exam", exam));

    public static async Task AddAsync(LedgerEntry entry, Hold hold, string by, CancellationToken cancel)
    {
        await entry.Session.DoAsync("INSERT INTO holds (id, exam, sitting, kind, reason, by_user, by_name, at_us) VALUES (@id, @exam, @sitting, @kind, @reason, @user, @name, @at)", cancel,
            ("@id", hold.Id), ("@exam", hold.Exam), ("@sitting", hold.Sitting), ("@kind", hold.Kind), ("@reason", hold.Reason), ("@user", by), ("@name", hold.By), ("@at", WireTime.ToMicroseconds(entry.Now)));
        await entry.AuditAsync($"person:{by}", "hold.set", hold.Sitting ?? hold.Exam, hold.Exam, $"{hold.Kind}: {hold.Reason}", cancel);
    }

    /// <summary>False where there is no such hold in force.</summary>
    public static async Task<bool> ReleaseAsync(LedgerEntry entry, string exam, string id, string by, string reason, CancellationToken cancel)
    {
        if (await entry.Session.DoAsync("UPDATE holds SET released_us = @now, released_by = @by, released_reason = @reason WHERE id = @id AND exam = @exam AND released_us IS NULL", cancel,
            ("@id", id), ("@exam", exam), ("@now", WireTime.ToMicroseconds(entry.Now)), ("@by", by), ("@reason", reason)) == 0)
        {
            return false;
        }
        await entry.AuditAsync($"person:{by}", "hold.released", id, exam, reason, cancel);
        return true;
    }

    /// <summary>The sitting is final: what its case held goes its usual way again.</summary>
    public static async Task ReleaseCaseAsync(LedgerEntry entry, string exam, string sitting, string by, CancellationToken cancel)
    {
        foreach (var id in await entry.Session.ListAsync("SELECT id FROM holds WHERE exam = @exam AND sitting = @sitting AND kind = 'case' AND released_us IS NULL", row => row.GetString(0), cancel, ("@exam", exam), ("@sitting", sitting)))
        {
            await ReleaseAsync(entry, exam, id, by, "the sitting is final", cancel);
        }
    }
}
