using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Evidence;

/// <summary>A piece that is being written. What was written and not synced when the power goes is caught by the hash of the whole.</summary>
internal sealed class EvidencePart(FileStream stream, EvidenceHeader header, Action released) : IAsyncDisposable
{
    public long Committed => stream.Length;

    /// <summary>Writes a part; false where it would leave a hole or run over the announced size.</summary>
    public async Task<bool> WriteAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (offset > stream.Length || offset < 0 || offset + bytes.Length > header.Size)
        {
            return false;
        }
        stream.Position = offset;
        await stream.WriteAsync(bytes, cancel);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        stream.Flush(flushToDisk: true);
        await stream.DisposeAsync();
        released();
    }
}
