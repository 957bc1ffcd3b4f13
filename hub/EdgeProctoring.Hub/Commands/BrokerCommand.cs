using System.CommandLine;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Commands;

/// <summary><c>mosquitto-config</c>: the broker's configuration, with our access rules and limits.</summary>
internal static class BrokerCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--folder") { Description = "Folder to write mosquitto.conf and acl to; the broker keeps its state in 'data' there.", Required = true };
        var campus = new Option<string>("--campus") { Description = "Name of the campus.", Required = true };
        var port = new Option<int>("--port") { Description = "Port of the broker. Default 8883.", DefaultValueFactory = _ => 8883 };
        var address = new Option<string>("--address") { Description = "Address to listen on. Default 127.0.0.1; nodes need 0.0.0.0.", DefaultValueFactory = _ => "127.0.0.1" };
        var authority = new Option<string>("--ca") { Description = "Folder of the authority (root.crt, server.crt, server.key).", Required = true };
        var command = new Command("mosquitto-config", "Writes the broker's configuration: mutual TLS, each node its own branch, room for long queues. Start it with: mosquitto -c FOLDER/mosquitto.conf")
        {
            folder, campus, port, address, authority,
        };
        command.SetAction(parsed => Write(parsed.GetValue(folder)!, parsed.GetValue(campus)!, parsed.GetValue(address)!, parsed.GetValue(port), parsed.GetValue(authority)!));
        return command;
    }

    private static int Write(string folder, string campus, string address, int port, string authority)
    {
        if (!Topics.IsName(campus))
        {
            Console.Error.WriteLine(Refusal.Of("--campus", campus, "1 to 48 small letters, digits or hyphens"));
            return Verbs.BadInput;
        }
        var home = Path.GetFullPath(folder);
        var certificates = Path.GetFullPath(authority);
        Directory.CreateDirectory(Path.Combine(home, "data"));
        var (acl, conf) = (Path.Combine(home, "acl"), Path.Combine(home, "mosquitto.conf"));
        File.WriteAllText(acl, Topics.BrokerRules(campus, "hub") + "\n");
        File.WriteAllText(conf, $"""
            # Written by 'edgeproctoring-hub mosquitto-config'. Mosquitto's own limits lose messages beyond 1000 waiting ones.
            per_listener_settings true
            {(Environment.IsPrivilegedProcess ? "user root" : "# runs as the user who starts it")}
            persistence true
            persistence_location {home}/data/
            max_queued_messages 100000
            max_inflight_messages 1000
            max_packet_size 1048576
            set_tcp_nodelay true
            pid_file {home}/mosquitto.pid
            log_dest stderr
            log_type error
            log_type warning
            log_type notice
            log_type information

            listener {port} {address}
            cafile {certificates}/{(File.Exists(Path.Combine(certificates, "trust.crt")) ? "trust.crt" : "root.crt")}
            certfile {certificates}/server.crt
            keyfile {certificates}/server.key
            require_certificate true
            use_identity_as_username true
            tls_version tlsv1.2
            allow_anonymous false
            acl_file {acl}

            """);
        Console.WriteLine($"wrote {conf}");
        Console.WriteLine($"wrote {acl}");
        return Verbs.Done;
    }
}
