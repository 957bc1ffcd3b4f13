using System.CommandLine;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Authority;

namespace EdgeProctoring.Hub.Commands;

/// <summary><c>ca</c>: the campus's own certificates, without anybody else.</summary>
internal static class AuthorityCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--folder") { Description = "Folder of the authority's files.", Required = true };
        return new Command("ca", "Makes the campus's own certificates: first 'init', then 'server', then one 'node' for each node.")
        {
            Init(folder), Issuing(folder), Server(folder), Node(folder),
        };
    }

    private static Command Init(Option<string> folder)
    {
        var campus = new Option<string>("--campus") { Description = "Name of the campus: small letters, digits, hyphens.", Required = true };
        var command = new Command("init", "Makes the root (root.crt, root.key), the key that signs configurations (configuration.key, .pub) and the hub's client certificate (hub.crt, hub.key). Refuses to replace a root.")
        {
            folder, campus,
        };
        command.SetAction(parsed => Do(parsed.GetValue(folder)!, mustExist: false, authority =>
            Topics.IsName(parsed.GetValue(campus)!)
                ? [.. authority.Create(parsed.GetValue(campus)!), .. authority.IssueClient("hub")]
                : throw new CommandException(Refusal.Of("--campus", parsed.GetValue(campus), "1 to 48 small letters, digits or hyphens").ToString())));
        return command;
    }

    private static Command Issuing(Option<string> folder)
    {
        var campus = new Option<string>("--campus") { Description = "Name of the campus: small letters, digits, hyphens.", Required = true };
        var command = new Command("issuing", "Makes the key that the hub issues nodes' certificates with (issuing.crt, issuing.key), and trust.crt for the broker. Then root.key can go offline.") { folder, campus };
        command.SetAction(parsed => Do(parsed.GetValue(folder)!, mustExist: true, authority => authority.CreateIssuing(parsed.GetValue(campus)!)));
        return command;
    }

    private static Command Server(Option<string> folder)
    {
        var hosts = new Option<string[]>("--host") { Description = "Host names and addresses that people and nodes use to reach hub and broker.", Required = true, AllowMultipleArgumentsPerToken = true };
        var command = new Command("server", "Makes the server certificate of hub and broker (server.crt, server.key).") { folder, hosts };
        command.SetAction(parsed => Do(parsed.GetValue(folder)!, mustExist: true, authority => authority.IssueServer("server", parsed.GetValue(hosts)!)));
        return command;
    }

    private static Command Node(Option<string> folder)
    {
        var id = new Argument<string>("node") { Description = "The node's id: small letters, digits, hyphens; not 'hub' or 'server'." };
        var command = new Command("node", "Makes a node's client certificate ({node}.crt, {node}.key). Copy both and root.crt and configuration.pub to the node.") { folder, id };
        command.SetAction(parsed => Do(parsed.GetValue(folder)!, mustExist: true, authority =>
            Topics.IsName(parsed.GetValue(id)!) && parsed.GetValue(id) is not ("hub" or "server" or "root" or "configuration")
                ? authority.IssueClient(parsed.GetValue(id)!)
                : throw new CommandException(Refusal.Of("node", parsed.GetValue(id), "1 to 48 small letters, digits or hyphens; not 'hub', 'server', 'root' or 'configuration'").ToString())));
        return command;
    }

    private static int Do(string folder, bool mustExist, Func<CampusAuthority, IReadOnlyList<string>> work)
    {
        var authority = new CampusAuthority(folder, TimeProvider.System);
        if (authority.Exists != mustExist)
        {
            Console.Error.WriteLine(mustExist ? $"{folder}: there is no authority here; make one with 'ca init'." : $"{folder}: there is an authority here already; its root is never replaced. Choose another folder.");
            return Verbs.BadInput;
        }
        try
        {
            foreach (var file in work(authority))
            {
                Console.WriteLine($"wrote {file}");
            }
            return Verbs.Done;
        }
        catch (Exception e) when (e is CommandException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return Verbs.BadInput;
        }
    }
}

/// <summary>A verb cannot do what it was asked to; the message says why and what would do.</summary>
internal sealed class CommandException(string message) : Exception(message);
