using Google.Protobuf;
using Grpc.Testing;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>Where other people's gRPC lies, and how it is run.</summary>
internal static class GrpcPeers
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    public static string Folder { get; } = Checkout.File("tests", "EdgeProctoring.Packages.Tests", "Grpc", "peers");

    public static string Js(string script)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules", "@grpc", "grpc-js")),
            "Needs grpc-js: 'npm ci' in tests/EdgeProctoring.Packages.Tests/Grpc/peers; provisioning/test.sh runs it.");
        return Path.Combine(Folder, script);
    }

    /// <summary>Debian's Python, which has grpcio, with the schemas as files: its protobuf is too old for our protoc's output.</summary>
    public static async Task<(string Program, string[] Arguments)> PythonAsync(string script, params string[] arguments)
    {
        var python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(python), "Needs Debian's /usr/bin/python3.");
        await using var probe = ChildProcess.Start(python, ["-c", "import grpc, google.protobuf"]);
        Assert.SkipUnless(await probe.WaitForExitAsync(_limit) == 0, "Needs Debian's python3-grpcio; provisioning/test.sh installs it.");
        return (python, [Path.Combine(Folder, script), Schema("interop", InteropReflection.Descriptor.SerializedData),
            Schema("lab", Lab.LabReflection.Descriptor.SerializedData), .. arguments]);
    }

    /// <summary>Runs a client that prints "PASS name" or "FAIL name why" for each case.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(string program, IEnumerable<string> arguments)
    {
        await using var client = ChildProcess.Start(program, arguments);
        var exit = await client.WaitForExitAsync(_limit);
        var cases = client.Output.Split('\n')
            .Select(line => line.Split(' ', 3))
            .Where(words => words[0] is "PASS" or "FAIL")
            .ToDictionary(words => words[1], words => words[0] == "PASS" ? "PASS" : string.Join(' ', words));
        Assert.True(exit == 0 || cases.Count > 0, client.Output);
        return cases;
    }

    private static string Schema(string name, ByteString descriptor)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("grpc-schema-").FullName, name + ".desc");
        File.WriteAllBytes(file, descriptor.ToByteArray());
        return file;
    }
}
