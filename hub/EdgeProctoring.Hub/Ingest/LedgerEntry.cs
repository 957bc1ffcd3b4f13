using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>What a work may use while it is applied: the transaction, the judges, the clock, the audit trail.</summary>
internal sealed class LedgerEntry(Session session, JudgingDesk desk, DateTimeOffset now, LedgerNumbers numbers)
{
    public Session Session => session;
    public JudgingDesk Desk => desk;
    public DateTimeOffset Now => now;
    public LedgerNumbers Numbers => numbers;

    public Task AuditAsync(string who, string action, string what, string? exam, string detail, CancellationToken cancel) =>
        session.DoAsync("INSERT INTO audit (number, at_us, who, action, object, exam, detail) VALUES (@number, @at, @who, @action, @object, @exam, @detail)",
            cancel, ("@number", numbers.NextAudit()), ("@at", WireTime.ToMicroseconds(now)), ("@who", who), ("@action", action),
            ("@object", what), ("@exam", exam), ("@detail", detail));
}

/// <summary>Numbers that the one writer gives out. After a rollback they are read from the database again.</summary>
internal sealed class LedgerNumbers
{
    private long _audit;
    private long _batch;
    private bool _loaded;

    public async Task LoadAsync(Session session, CancellationToken cancel)
    {
        if (!_loaded)
        {
            _audit = await session.NumberAsync("SELECT MAX(number) FROM audit", cancel);
            _batch = await session.NumberAsync("SELECT MAX(number) FROM batches", cancel);
            _loaded = true;
        }
    }

    public long NextAudit() => ++_audit;
    public long NextBatch() => ++_batch;
    public void Forget() => _loaded = false;
}
