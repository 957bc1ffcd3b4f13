using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Audit;

/// <summary>
/// The record within one transaction: numbers, the audit trail, the chain. Everything is read from the database at first
/// use, so programs beside the hub (setup, export) may write too.
/// </summary>
internal sealed class RecordBook(Session session, DateTimeOffset now)
{
    private readonly Dictionary<string, ChainHead> _heads = new(StringComparer.Ordinal);
    private long? _audit;
    private long? _batch;

    public async Task<long> NextBatchAsync(CancellationToken cancel)
    {
        _batch = (_batch ?? await session.NumberAsync("SELECT MAX(number) FROM batches", cancel)) + 1;
        return _batch.Value;
    }

    /// <summary>Who did what to which object.</summary>
    public async Task AuditAsync(string who, string action, string what, string? exam, string detail, CancellationToken cancel)
    {
        var number = (_audit ?? await session.NumberAsync("SELECT MAX(number) FROM audit", cancel)) + 1;
        _audit = number;
        await session.DoAsync("INSERT INTO audit (number, at_us, who, action, object, exam, detail) VALUES (@number, @at, @who, @action, @object, @exam, @detail)",
            cancel, ("@number", number), ("@at", WireTime.ToMicroseconds(now)), ("@who", who), ("@action", action), ("@object", what), ("@exam", exam), ("@detail", detail));
        await ChainAsync(exam, Fact.Audit(number, who, action, what, exam, detail), cancel);
    }

    /// <summary>Adds a fact to its exam's chain.</summary>
    public async Task ChainAsync(string? exam, Fact fact, CancellationToken cancel)
    {
        var chain = exam ?? "";
        var before = _heads.GetValueOrDefault(chain) ?? await HeadAsync(session, chain, cancel);
        var at = WireTime.ToMicroseconds(now);
        var content = ChainLink.Sha256(fact.Content);
        var head = new ChainHead(before.Number + 1, ChainLink.HashOf(chain, before, fact.Kind, fact.Ref, content, at));
        await session.DoAsync("INSERT INTO chain (exam, number, kind, ref, content_sha256, at_us, hash) VALUES (@exam, @number, @kind, @ref, @content, @at, @hash)",
            cancel, ("@exam", chain), ("@number", head.Number), ("@kind", fact.Kind), ("@ref", fact.Ref), ("@content", content), ("@at", at), ("@hash", head.Hash));
        _heads[chain] = head;
    }

    public static async Task<ChainHead> HeadAsync(Session session, string exam, CancellationToken cancel) =>
        await session.FindAsync<ChainHead>("SELECT number, hash FROM chain WHERE exam = @exam ORDER BY number DESC LIMIT 1",
            row => new ChainHead(row.GetInt64(0), row.GetString(1)), cancel, ("@exam", exam)) ?? ChainHead.Start;
}
