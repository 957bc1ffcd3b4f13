using System.Collections.Concurrent;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>What is at hand of remote sittings: where each stands, which of its pages speaks, when it was last heard. The record is the truth.</summary>
internal sealed class RemoteDesk
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(10);

    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, (RemoteSitting Sitting, DateTimeOffset Read)> _sittings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Sitting, long Segment), string> _tabs = new();
    private readonly ConcurrentDictionary<string, RemoteLife> _lives = new(StringComparer.Ordinal);

    public RemoteDesk(IDatabase database, SittingDesk steps, TimeProvider time)
    {
        (_database, _time) = (database, time);
        steps.Taken += step =>
        {
            foreach (var sitting in _sittings.Values.Where(known => known.Sitting.Exam == step.Exam && step.Concerns(known.Sitting.Id, RemoteRoom.Id)))
            {
                Forget(sitting.Sitting.Id);
            }
        };
    }

    /// <summary>Something happened to it: it is read again.</summary>
    public void Forget(string sitting) => _sittings.TryRemove(sitting, out _);

    /// <summary>The sitting, as it stood a moment ago.</summary>
    public async Task<RemoteSitting?> FindAsync(string sitting, CancellationToken cancel)
    {
        if (_sittings.TryGetValue(sitting, out var known) && _time.GetUtcNow() - known.Read < _fresh)
        {
            return known.Sitting;
        }
        await using var session = await _database.ReadAsync(cancel);
        if (await RemoteStore.FindAsync(session, sitting, cancel) is not { } found)
        {
            return null;
        }
        _sittings[sitting] = (found, _time.GetUtcNow());
        return found;
    }

    /// <summary>The sitting where it is this person's; a foreign one looks like a missing one.</summary>
    public async Task<RemoteSitting?> FindOwnAsync(string sitting, string person, CancellationToken cancel) =>
        await FindAsync(sitting, cancel) is { } found && found.Person == person ? found : null;

    /// <summary>The secret of the page's life that opened a segment; null where there is no such segment.</summary>
    public async Task<string?> TabAsync(string sitting, long segment, CancellationToken cancel)
    {
        if (_tabs.TryGetValue((sitting, segment), out var tab))
        {
            return tab;
        }
        await using var session = await _database.ReadAsync(cancel);
        tab = await session.FindAsync("SELECT tab FROM remote_segments WHERE sitting = @sitting AND number = @number", row => row.GetString(0), cancel,
            ("@sitting", sitting), ("@number", segment));
        return tab is null ? null : _tabs.GetOrAdd((sitting, segment), tab);
    }

    public RemoteLife Life(string sitting) => _lives.GetOrAdd(sitting, _ => new RemoteLife());
}
