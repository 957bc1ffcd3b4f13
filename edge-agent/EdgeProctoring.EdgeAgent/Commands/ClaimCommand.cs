using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeProctoring.EdgeAgent;

/// <summary><c>claim</c>: makes this machine a node of a campus.</summary>
internal static class ClaimCommand
{
    public static Command Create()
    {
        var hub = new Option<string>("--hub") { Description = "The hub's address for nodes, as https://host:port.", Required = true };
        var code = new Option<string>("--code") { Description = "The one-time code from the hub's page of nodes; holds for a day.", Required = true };
        var ca = new Option<FileInfo>("--ca") { Description = "The campus's root certificate (root.crt): only a hub that it vouches for is spoken to.", Required = true };
        var folder = new Option<DirectoryInfo>("--folder") { Description = "Where the node's key, certificate and agent.json are to lie.", Required = true };
        var profile = ModelsCommand.ProfileOption();
        var models = ModelsCommand.FolderOption();
        var command = new Command("claim", """
            Makes this machine a node of a campus: makes a key, which never leaves this machine, asks the hub with the code, shows the
            fingerprint that IT compares before approving, waits, and writes agent.json. Broken off, it goes on when called again.
              edgeproctoring-agent claim --hub https://hub.campus:5444 --code abcd234567 --ca root.crt --folder /etc/edgeproctoring
            """) { hub, code, ca, folder, profile, models };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(hub)!, parsed.GetValue(code)!, parsed.GetValue(ca)!, parsed.GetValue(folder)!.FullName,
            parsed.GetValue(profile)!, new ModelFolder(parsed.GetValue(models)).Path, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string address, string code, FileInfo ca, string folder, string profile, string models, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var hub) || hub.Scheme != Uri.UriSchemeHttps)
        {
            throw new SettingsException("the claim", [$"--hub is '{address}'; give the hub's address as https://host:port"]);
        }
        var authorities = Authorities(ca);
        var claim = new ClaimFolder(folder);
        var request = claim.Request();
        Console.WriteLine($"This node's fingerprint: {ClaimFolder.Fingerprint(request)}");
        Console.WriteLine("Compare it on the hub's page of nodes, and approve it there only if it is the same.");
        using var channel = HubChannel.Open(hub, authorities);
        string? said = null;
        var given = await new NodeClaim(channel, TimeProvider.System, (_, text) => { if (text != said) { Console.WriteLine(said = text); } }).WaitAsync(code, request, cancel);
        claim.Keep(given, authorities, new ClaimSettings { Profile = profile, Models = models });
        Console.WriteLine($"This is now node '{given.Node}' of campus '{given.Campus}'. Start it:");
        Console.WriteLine($"  edgeproctoring-agent run --config {claim.SettingsFile}");
        return Verbs.Done;
    }

    private static X509Certificate2Collection Authorities(FileInfo ca)
    {
        if (!ca.Exists)
        {
            throw new FileNotFoundException($"There is no certificate {ca.FullName}; copy the campus's root.crt here.");
        }
        try
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPemFile(ca.FullName);
            return read.Count > 0 ? read : throw new CryptographicException("it holds no certificate");
        }
        catch (CryptographicException broken)
        {
            throw new SettingsException("the claim", [$"--ca {ca.FullName} cannot be read ({broken.Message}); give the campus's root.crt (PEM)"]);
        }
    }
}
