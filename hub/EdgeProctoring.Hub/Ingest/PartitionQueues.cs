using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// The log of a hub that writes alone: a bounded queue for each partition. One exam can fill half of all places at most, and
/// the partitions are emptied in turn: a flood of one exam delays another by one batch, not by all that waits.
/// </summary>
internal sealed class PartitionQueues : IIngestLog, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<IIngestWork>[] _queues = [.. Enumerable.Range(0, Partitions.Count).Select(_ => new Queue<IIngestWork>())];
    private readonly SemaphoreSlim[] _places;
    private readonly SemaphoreSlim _allPlaces;
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private int _next;
    private int _waiting;
    private bool _closed;

    public PartitionQueues(IOptions<IngestOptions> options)
    {
        _allPlaces = new SemaphoreSlim(options.Value.QueueLength);
        _places = [.. Enumerable.Range(0, Partitions.Count).Select(_ => new SemaphoreSlim(Math.Max(1, options.Value.QueueLength / 2)))];
    }

    public int Waiting => Volatile.Read(ref _waiting);

    public bool TryAppend(IIngestWork work)
    {
        if (!_places[work.Partition].Wait(0, CancellationToken.None))
        {
            return false;
        }
        if (!_allPlaces.Wait(0, CancellationToken.None))
        {
            _places[work.Partition].Release();
            return false;
        }
        Add(work);
        return true;
    }

    public async ValueTask AppendAsync(IIngestWork work, CancellationToken cancel)
    {
        // The partition's own place first: who waits for that must not hold one that others could use.
        await _places[work.Partition].WaitAsync(cancel);
        try
        {
            await _allPlaces.WaitAsync(cancel);
        }
        catch
        {
            _places[work.Partition].Release();
            throw;
        }
        Add(work);
    }

    public async ValueTask<bool> WaitAsync()
    {
        while (Waiting == 0)
        {
            if (!await _bell.Reader.WaitToReadAsync())
            {
                return Waiting > 0;
            }
            _bell.Reader.TryRead(out _);
        }
        return true;
    }

    public IReadOnlyList<IIngestWork> Take(int most)
    {
        var taken = new List<IIngestWork>(Math.Min(most, Waiting));
        lock (_gate)
        {
            for (var empty = 0; taken.Count < most && empty < Partitions.Count; _next = (_next + 1) % Partitions.Count)
            {
                if (!_queues[_next].TryDequeue(out var work))
                {
                    empty++;
                    continue;
                }
                empty = 0;
                taken.Add(work);
            }
            _waiting -= taken.Count;
        }
        foreach (var work in taken)
        {
            _places[work.Partition].Release();
            _allPlaces.Release();
        }
        return taken;
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
        _bell.Writer.TryComplete();
    }

    public void Dispose()
    {
        Array.ForEach(_places, places => places.Dispose());
        _allPlaces.Dispose();
    }

    private void Add(IIngestWork work)
    {
        lock (_gate)
        {
            if (_closed)
            {
                throw new ChannelClosedException("The hub is stopping.");
            }
            _queues[work.Partition].Enqueue(work);
            _waiting++;
        }
        _bell.Writer.TryWrite(true);
    }
}
