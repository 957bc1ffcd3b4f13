using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;

namespace EdgeProctoring.Hub.Completeness;

/// <summary>What came of the wish to seal an exam: sealed, or what stands against it.</summary>
internal sealed record SealResult(bool Found, bool Sealed, string? Refusal, IReadOnlyList<OpenPoint> Open);

/// <summary>Closes an exam's record. Nothing may lack that nobody has accepted.</summary>
internal sealed class SealExam(string exam, string by, string name) : ILedgerWork
{
    private readonly TaskCompletionSource<SealResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SealResult _result = new(false, false, null, []);

    public Task<SealResult> Done => _done.Task;

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        _result = await SealAsync(entry, cancel);
        if (_result.Sealed)
        {
            await entry.Session.DoAsync("INSERT INTO seals (exam, by_user, by_name, at_us) VALUES (@exam, @by, @name, @at)", cancel,
                ("@exam", exam), ("@by", by), ("@name", name), ("@at", WireTime.ToMicroseconds(entry.Now)));
            await entry.AuditAsync($"person:{by}", "exam.sealed", exam, exam, "", cancel);
        }
    }

    public void Committed() => _done.TrySetResult(_result);

    public void Failed(Exception why) => _done.TrySetException(why);

    private async Task<SealResult> SealAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var book = await CompletenessBook.FindAsync(entry.Session, exam, entry.Now, cancel);
        if (book is null)
        {
            return new SealResult(false, false, null, []);
        }
        var open = book.Points.Where(point => point.Accepted is null).ToList();
        var refusal = book.Sealed is { } before ? $"{before.Name} has sealed it already."
            : entry.Now < book.To ? "It is still running; seal it when its time is over."
            : open.Count > 0 ? "Something is lacking that nobody has accepted; wait for the nodes to deliver it, or accept each point with a reason."
            : null;
        return new SealResult(true, refusal is null, refusal, open);
    }
}
