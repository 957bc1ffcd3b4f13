using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;

namespace EdgeProctoring.Hub.Completeness;

internal enum AcceptResult
{
    Accepted = 1,
    NotFound,
    AlreadyAccepted,
}

/// <summary>A named person accepts, with a reason, that something is lacking.</summary>
internal sealed class AcceptGap(string exam, string point, string by, string name, string reason) : ILedgerWork
{
    private readonly TaskCompletionSource<AcceptResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AcceptResult _result;

    public Task<AcceptResult> Done => _done.Task;

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var book = await CompletenessBook.FindAsync(entry.Session, exam, entry.Now, cancel);
        var open = book?.Points.FirstOrDefault(one => one.Id == point);
        _result = open is null ? AcceptResult.NotFound : open.Accepted is not null ? AcceptResult.AlreadyAccepted : AcceptResult.Accepted;
        if (_result == AcceptResult.Accepted)
        {
            await entry.Session.DoAsync("INSERT INTO gap_acceptances (exam, point, by_user, by_name, reason, at_us) VALUES (@exam, @point, @by, @name, @reason, @at)", cancel,
                ("@exam", exam), ("@point", point), ("@by", by), ("@name", name), ("@reason", reason), ("@at", WireTime.ToMicroseconds(entry.Now)));
            await entry.AuditAsync($"person:{by}", "gap.accepted", point, exam, reason, cancel);
        }
    }

    public void Committed() => _done.TrySetResult(_result);

    public void Failed(Exception why) => _done.TrySetException(why);
}
