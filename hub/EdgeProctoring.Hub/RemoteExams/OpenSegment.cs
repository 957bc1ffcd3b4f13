using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>A page's life begins: its pieces carry this number, and only it can send them. Asked again, the same number is answered.</summary>
internal sealed class OpenSegment(RemoteSitting sitting, string tab) : ILedgerWork
{
    private readonly TaskCompletionSource<long> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _number;

    public Task<long> Done => _done.Task;

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        _number = await entry.Session.NumberAsync("SELECT MAX(number) FROM remote_segments WHERE sitting = @sitting AND tab = @tab", cancel, ("@sitting", sitting.Id), ("@tab", tab));
        if (_number > 0)
        {
            return;
        }
        _number = await entry.Session.NumberAsync("SELECT MAX(number) FROM remote_segments WHERE sitting = @sitting", cancel, ("@sitting", sitting.Id)) + 1;
        await entry.Session.DoAsync("INSERT INTO remote_segments (sitting, number, tab, opened_us) VALUES (@sitting, @number, @tab, @at)", cancel,
            ("@sitting", sitting.Id), ("@number", _number), ("@tab", tab), ("@at", WireTime.ToMicroseconds(entry.Now)));
        await entry.AuditAsync($"person:{sitting.Person}", "remote.opened", sitting.Id, sitting.Exam, FormattableString.Invariant($"segment {_number}"), cancel);
    }

    public void Committed() => _done.TrySetResult(_number);

    public void Failed(Exception why) => _done.TrySetException(why);
}
