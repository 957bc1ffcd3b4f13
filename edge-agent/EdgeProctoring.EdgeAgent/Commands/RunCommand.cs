using System.CommandLine;
using System.Device.Gpio;

namespace EdgeProctoring.EdgeAgent;

/// <summary><c>run</c>: the node's work until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = Verbs.ConfigOption();
        var command = new Command("run", """
            Watches, keeps and sends until it is told to stop (Ctrl-C or SIGTERM).
            Cameras, seats and exams come from the hub as the node's configuration; the last good one is kept, so that the node
            starts and records without a hub. An example of agent.json:
              { "campus": "main", "node": "n-204", "data": "data", "mqtt": { "host": "hub.campus", "port": 8883 },
                "grpc": "https://hub.campus:5444", "certificate": "n-204.crt", "key": "n-204.key", "ca": "ca.crt",
                "configurationKey": "configuration.pem", "profile": "x64", "models": "models" }
            """) { config };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(config)!.FullName, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string file, CancellationToken cancel)
    {
        var settings = AgentSettingsFile.Read(file);
        Directory.CreateDirectory(settings.Data);
        using var panel = Panels.Open(settings.Panel, () => new GpioController(), Console.WriteLine);
        while (true)
        {
            await using var node = await AgentHost.StartAsync(settings, panel, TimeProvider.System, cancel);
            var isWhole = await node.WaitAsync(cancel);
            if (!isWhole || !node.WantsRestart || cancel.IsCancellationRequested)
            {
                return isWhole ? Verbs.Done : Verbs.Broken;
            }
        }
    }
}
