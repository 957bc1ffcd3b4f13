namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>grpc-js as a server, in a process of its own.</summary>
internal sealed class JsServer : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);
    private readonly ChildProcess _process;

    private JsServer(ChildProcess process, int port)
    {
        _process = process;
        Address = $"http://127.0.0.1:{port}";
    }

    public string Address { get; }

    public static async Task<JsServer> StartAsync()
    {
        var port = FreePort.Next();
        var process = ChildProcess.Start(Peer.Require("node"), [GrpcPeers.Js("server.js"), $"{port}"]);
        await process.WaitForAsync("listening", _limit);
        return new JsServer(process, port);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
