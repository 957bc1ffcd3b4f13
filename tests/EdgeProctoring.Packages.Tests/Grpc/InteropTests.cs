namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>Our client against our server, plain and packed, and against grpc-js.</summary>
public sealed class InteropTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);

    public static TheoryData<string> Names => [.. InteropCases.Names];

    [Theory, MemberData(nameof(Names))]
    public async Task Our_client_and_our_server_agree(string name)
    {
        await using var server = await LabServer.StartAsync(grpc =>
            grpc.ResponseCompressionAlgorithm = name.StartsWith("server_compressed", StringComparison.Ordinal) ? "gzip" : null);
        using var channel = server.Connect();
        await new InteropCases(channel).RunAsync(name).WaitAsync(_limit);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Our_client_and_a_packing_server_agree(string name)
    {
        await using var server = await LabServer.StartAsync(grpc => grpc.ResponseCompressionAlgorithm = "gzip");
        using var channel = server.Connect();
        await new InteropCases(channel).RunAsync(name).WaitAsync(_limit);
    }

    [Fact]
    public async Task Our_client_and_grpc_js_agree_on_every_case()
    {
        await using var peer = await JsServer.StartAsync();
        using var channel = global::Grpc.Net.Client.GrpcChannel.ForAddress(peer.Address);
        var failures = new List<string>();
        foreach (var name in InteropCases.Names)
        {
            if (await Record.ExceptionAsync(() => new InteropCases(channel).RunAsync(name).WaitAsync(_limit)) is { } failure)
            {
                failures.Add($"{name}: {failure.Message}");
            }
        }
        Assert.Empty(failures);
    }
}
