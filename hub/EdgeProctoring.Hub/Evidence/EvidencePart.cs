using System.Security.Cryptography;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Evidence;

/// <summary>A piece that is being written. What was written and not synced when the power goes is caught by the hash of the whole.</summary>
internal sealed class EvidencePart(FileStream stream, EvidenceHeader header, Action<HashedPart?> released) : IAsyncDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    // Known as long as every byte from the first on went through here, in order.
    private long? _hashed = stream.Length == 0 ? 0 : null;

    public long Committed => stream.Length;

    /// <summary>Writes a part; false where it would leave a hole or run over the announced size.</summary>
    public async Task<bool> WriteAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (offset > stream.Length || offset < 0 || offset + bytes.Length > header.Size)
        {
            return false;
        }
        stream.Position = offset;
        if (_hashed == offset)
        {
            _hash.AppendData(bytes.Span);
            _hashed += bytes.Length;
        }
        else
        {
            _hashed = null;
        }
        await stream.WriteAsync(bytes, cancel);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        stream.Flush(flushToDisk: true);
        var hashed = _hashed is { } length && length == stream.Length ? new HashedPart(length, Convert.ToHexStringLower(_hash.GetHashAndReset())) : null;
        _hash.Dispose();
        await stream.DisposeAsync();
        released(hashed);
    }
}

/// <summary>The hash of a part file, made while it was written in this life of the hub.</summary>
internal sealed record HashedPart(long Length, string Sha256);
