namespace EdgeProctoring.Hub.Evidence;

/// <summary>
/// Keeps a blob that is being stored from being deleted in the same moment: whoever stores or deletes one holds its gate
/// until the record says so.
/// </summary>
internal sealed class BlobGates : IDisposable
{
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<IDisposable> EnterAsync(string sha256, CancellationToken cancel)
    {
        var gate = _gates[Convert.ToInt32(sha256[..2], 16) % _gates.Length];
        await gate.WaitAsync(cancel);
        return new Left(gate);
    }

    public void Dispose() => Array.ForEach(_gates, gate => gate.Dispose());

    private sealed class Left(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
