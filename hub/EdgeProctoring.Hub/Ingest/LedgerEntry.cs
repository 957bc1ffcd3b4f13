using EdgeProctoring.Hub.Audit;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>What a work may use while it is applied: the transaction, the judges, the clock, the record.</summary>
internal sealed class LedgerEntry(Session session, JudgingDesk desk, DateTimeOffset now)
{
    public Session Session => session;
    public JudgingDesk Desk => desk;
    public DateTimeOffset Now => now;
    public RecordBook Book { get; } = new(session, now);

    /// <summary>The last batch that went through each partition in this transaction.</summary>
    public Dictionary<int, long> LastBatches { get; } = [];

    public Task AuditAsync(string who, string action, string what, string? exam, string detail, CancellationToken cancel) =>
        Book.AuditAsync(who, action, what, exam, detail, cancel);
}
