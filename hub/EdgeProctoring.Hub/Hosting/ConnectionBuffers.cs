using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace EdgeProctoring.Hub.Hosting;

/// <summary>
/// Buffers of connections, larger than Kestrel's own of 4 KiB: evidence then comes off a socket and out of TLS in pieces of
/// 32 KiB, at an eighth of the calls. A connection that is idle holds none.
/// </summary>
internal sealed class ConnectionBuffers : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private const int BlockBytes = 32 * 1024;
        private const int MostKept = 256;

        private readonly ConcurrentQueue<byte[]> _free = [];
        private int _kept;
        private volatile bool _closed;

        public override int MaxBufferSize => BlockBytes;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
            if (_free.TryDequeue(out var free))
            {
                Interlocked.Decrement(ref _kept);
                return new Block(this, free);
            }
            // Pinned for good: sockets and TLS would pin them one by one and cut the heap to pieces.
            return new Block(this, GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true));
        }

        protected override void Dispose(bool disposing)
        {
            _closed = true;
            _free.Clear();
        }

        private void Return(byte[] bytes)
        {
            if (!_closed && Interlocked.Increment(ref _kept) <= MostKept)
            {
                _free.Enqueue(bytes);
            }
            else
            {
                Interlocked.Decrement(ref _kept);
            }
        }

        private sealed class Block(Pool pool, byte[] bytes) : IMemoryOwner<byte>
        {
            private byte[]? _bytes = bytes;

            public Memory<byte> Memory => _bytes ?? throw new ObjectDisposedException(nameof(Block));

            public void Dispose()
            {
                if (Interlocked.Exchange(ref _bytes, null) is { } returned)
                {
                    pool.Return(returned);
                }
            }
        }
    }
}
