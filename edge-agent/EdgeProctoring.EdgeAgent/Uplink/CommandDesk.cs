using System.Threading.Channels;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Does what the hub asks for, once, and not after its time.</summary>
internal sealed partial class CommandDesk(Cameras cameras, PanelDesk panel, NodeClock clock, ILogger<CommandDesk> log) : BackgroundService
{
    private const int Waiting = 16;
    private const int Remembered = 256;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly Channel<NodeCommand> _commands = Channel.CreateBounded<NodeCommand>(Waiting);
    private readonly Queue<string> _done = new(Remembered);

    /// <summary>Takes a command; with too many waiting it is refused and said so.</summary>
    public void Take(NodeCommand command)
    {
        if (!_commands.Writer.TryWrite(command))
        {
            Log.LeftAside(log, command.Name, command.Id, "too many commands wait already");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await foreach (var command in _commands.Reader.ReadAllAsync(stopping))
        {
            if (command.Expires <= clock.Now)
            {
                Log.LeftAside(log, command.Name, command.Id, "its time is over");
            }
            else if (!_done.Contains(command.Id))
            {
                if (_done.Count == Remembered)
                {
                    _done.Dequeue();
                }
                _done.Enqueue(command.Id);
                await DoAsync(command, stopping);
            }
        }
    }

    private async Task DoAsync(NodeCommand command, CancellationToken cancel)
    {
        switch (command.Name)
        {
            case "identify":
                Log.Here(log);
                panel.Identify();
                break;
            case "snapshot":
                await SnapshotAsync(command, cancel);
                break;
            default:
                Log.LeftAside(log, command.Name, command.Id, "this node does not know it; it knows identify and snapshot");
                break;
        }
    }

    private async Task SnapshotAsync(NodeCommand command, CancellationToken cancel)
    {
        if (!command.Arguments.TryGetValue("camera", out var id) || cameras.Find(id) is not { } camera)
        {
            Log.LeftAside(log, command.Name, command.Id, "its argument 'camera' names no camera of this node");
            return;
        }
        try
        {
            var kept = await camera.SnapshotAsync().WaitAsync(_patience, clock.Time, cancel);
            Log.Kept(log, id, kept ?? "(no room)");
        }
        catch (TimeoutException)
        {
            Log.LeftAside(log, command.Name, command.Id, "the camera delivers no picture");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Here I am (asked by the hub).")]
        public static partial void Here(ILogger logger);

        [LoggerMessage(2, LogLevel.Information, "Camera {Camera}: a picture was kept on request, {Evidence}.")]
        public static partial void Kept(ILogger logger, string camera, string evidence);

        [LoggerMessage(3, LogLevel.Warning, "Command {Name} ({Id}) was left aside: {Reason}.")]
        public static partial void LeftAside(ILogger logger, string name, string id, string reason);
    }
}
