using EdgeProctoring.Hub.Commands;
using System.CommandLine;

namespace EdgeProctoring.Hub.Tests.Running;

/// <summary>Mosquitto under the configuration that the hub's own verb writes.</summary>
internal sealed class CampusBroker : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly string _program;
    private readonly string _configuration;
    private readonly List<ChildProcess> _lives = [];

    private CampusBroker(string program, string configuration, int port) => (_program, _configuration, Port) = (program, configuration, port);

    public int Port { get; }

    public static async Task<CampusBroker> StartAsync(HubFolder folder, int port)
    {
        var program = Peer.Require("mosquitto");
        var root = new RootCommand { BrokerCommand.Create() };
        Assert.Equal(Verbs.Done, await Verbs.RunAsync(root,
            ["mosquitto-config", "--folder", folder.File("broker"), "--campus", HubFolder.Campus, "--port", $"{port}", "--ca", folder.File("ca")]));
        var broker = new CampusBroker(program, folder.File("broker", "mosquitto.conf"), port);
        await broker.StartAgainAsync();
        return broker;
    }

    public async Task StartAgainAsync()
    {
        var life = ChildProcess.Start(_program, ["-c", _configuration]);
        _lives.Add(life);
        await life.WaitForAsync("running", _limit);
    }

    public Task KillAsync() => _lives[^1].KillAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var life in _lives)
        {
            await life.DisposeAsync();
        }
    }
}
