using System.Collections.Concurrent;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Sittings;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Takes lines, and wakes whoever waits for news of a sitting: a line, or a step that somebody took.</summary>
internal sealed class RemoteTalk
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);
    private readonly Ledger _ledger;

    public RemoteTalk(Ledger ledger, SittingDesk steps)
    {
        _ledger = ledger;
        steps.Taken += step =>
        {
            foreach (var sitting in _waiting.Keys.Where(sitting => step.Concerns(sitting, RemoteRoom.Id)))
            {
                Wake(sitting);
            }
        };
    }

    public async Task<SayResult> SayAsync(RemoteSitting sitting, Person by, string kind, string text, CancellationToken cancel)
    {
        var result = await _ledger.DoAsync((entry, stop) => MessageStore.AddAsync(entry, sitting, by, kind, text, stop), cancel);
        Wake(sitting.Id);
        return result;
    }

    public void Wake(string sitting)
    {
        if (_waiting.TryRemove(sitting, out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    /// <summary>Completes with the sitting's next news.</summary>
    public Task NextAsync(string sitting) => _waiting.GetOrAdd(sitting, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>What is wrong with a line; null where nothing is.</summary>
    public static string? Wrong(string? kind, string? text) =>
        kind is null || !MessageStore.Kinds.Contains(kind) ? Refusal.Of("kind", kind, string.Join(", ", MessageStore.Kinds)).ToString()
        : string.IsNullOrWhiteSpace(text) || text.Length > Limits.TextLength ? Refusal.Of("text", $"{text?.Length ?? 0} characters", $"1 to {Limits.TextLength} characters").ToString() : null;
}
