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
            Where agent.json does not exist yet but claim.json lies in its place, the machine shows a claim code (console, light,
            page) until IT has taken it in at the hub, and goes on as that node. An example of claim.json:
              { "hub": "https://hub.campus:5444", "ca": "root.crt", "profile": "pi5", "models": "models",
                "claimPage": { "listen": "lan", "port": 8080 } }
            """) { config };
        command.SetAction((parsed, cancel) => UntilToldAsync(parsed.GetValue(config)!.FullName, cancel));
        return command;
    }

    private static async Task<int> UntilToldAsync(string file, CancellationToken cancel)
    {
        try
        {
            return await RunAsync(file, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // An unclaimed or revoked machine only waits; being told to stop is in order.
            return Verbs.Done;
        }
    }

    private static async Task<int> RunAsync(string file, CancellationToken cancel)
    {
        while (true)
        {
            await ClaimedAsync(file, cancel);
            var settings = AgentSettingsFile.Read(file);
            Directory.CreateDirectory(settings.Data);
            using var panel = Panels.Open(settings.Panel, () => new GpioController(), Console.WriteLine);
            if (await LiveAsync(settings, panel, cancel) is { } code)
            {
                return code;
            }
            ClaimFolder.LeaveCampus(file, settings);
            Console.WriteLine("This machine has left its campus.");
        }
    }

    private static async Task ClaimedAsync(string file, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (File.Exists(file) || !ClaimSettings.ExistsIn(folder))
        {
            return;
        }
        var settings = ClaimSettings.Read(folder);
        using var panel = Panels.Open(settings.Panel, () => new GpioController(), Console.WriteLine);
        await new UnclaimedNode(folder, settings, panel, TimeProvider.System, Console.WriteLine).WaitAsync(cancel);
    }

    /// <summary>The exit code; null when the machine is to be claimed anew.</summary>
    private static async Task<int?> LiveAsync(AgentSettings settings, PanelBoard? panel, CancellationToken cancel)
    {
        while (true)
        {
            if (Revocation.Exists(settings))
            {
                Console.WriteLine($"This node was revoked and watches nothing: {Revocation.Text(settings)}");
                await new RevokedNode(panel, TimeProvider.System).WaitAsync(cancel);
                return null;
            }
            await using var node = await AgentHost.StartAsync(settings, panel, TimeProvider.System, cancel);
            var isWhole = await node.WaitAsync(cancel);
            if (node.WantsReclaim)
            {
                return null;
            }
            if (!isWhole || !node.WantsRestart || cancel.IsCancellationRequested)
            {
                return isWhole ? Verbs.Done : Verbs.Broken;
            }
        }
    }
}
