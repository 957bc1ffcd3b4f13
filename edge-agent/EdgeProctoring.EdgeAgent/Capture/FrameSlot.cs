using System.Threading.Channels;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Holds the newest frame alone: a detector that is behind looks at the present, and what it missed is counted.</summary>
internal sealed class FrameSlot
{
    private readonly Channel<Frame> _slot;
    private int _dropped;

    public FrameSlot() => _slot = Channel.CreateBounded<Frame>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest }, Drop);

    public int Dropped => Volatile.Read(ref _dropped);

    public void Put(Frame frame)
    {
        if (!_slot.Writer.TryWrite(frame))
        {
            Drop(frame);
        }
    }

    public ValueTask<Frame> TakeAsync(CancellationToken cancel) => _slot.Reader.ReadAsync(cancel);

    private void Drop(Frame frame)
    {
        Interlocked.Increment(ref _dropped);
        frame.Dispose();
    }
}
