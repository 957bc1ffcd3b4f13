using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Packages.Tests.Contracts;

/// <summary>The bytes of every message are fixed: a change of the wire shows as a changed file. EDGEPROCTORING_APPROVE=1 writes them anew.</summary>
public class GoldenMessageTests
{
    private static readonly string _folder = Checkout.File("tests", "TestData", "contracts");
    private static readonly bool _approve = Environment.GetEnvironmentVariable("EDGEPROCTORING_APPROVE") == "1";

    public static TheoryData<string> Names => [.. Examples.All.Keys];

    private static IEnumerable<MessageDescriptor> Messages => new[]
    {
        V1.ObservationsReflection.Descriptor, V1.NodeControlReflection.Descriptor, V1.EvidenceReflection.Descriptor,
        V1.EnrolmentReflection.Descriptor, V1.ReplayReflection.Descriptor, V1.LiveReflection.Descriptor,
    }.SelectMany(file => file.MessageTypes);

    [Theory, MemberData(nameof(Names))]
    public void Encodes_byte_for_byte_as_approved(string name)
    {
        var file = Path.Combine(_folder, name + ".bin");
        if (_approve)
        {
            File.WriteAllBytes(file, Examples.All[name]);
        }
        Assert.Equal(File.ReadAllBytes(file), Examples.All[name]);
    }

    [Fact]
    public void Sets_every_field_of_every_message_in_some_example()
    {
        var set = new HashSet<string>();
        foreach (var (name, bytes) in Examples.All)
        {
            Note(Messages.Single(message => message.Name == name).Parser.ParseFrom(bytes), set);
        }
        // The other side of a oneof cannot be set in the same example.
        string[] elsewhere = ["UploadPart.chunk", "ClaimReply.accepted"];
        var missing = Messages.SelectMany(message => message.Fields.InDeclarationOrder())
            .Select(field => $"{field.ContainingType.Name}.{field.Name}").Except(set).Except(elsewhere);
        Assert.Empty(missing);
    }

    [Fact]
    public async Task Is_read_alike_by_a_second_language()
    {
        var peer = Checkout.File("tests", "EdgeProctoring.Packages.Tests", "Contracts", "peer");
        Assert.SkipUnless(Directory.Exists(Path.Combine(peer, "node_modules")), "Needs 'npm ci' in tests/EdgeProctoring.Packages.Tests/Contracts/peer; provisioning/test.sh runs it.");
        await using var node = ChildProcess.Start(Peer.Require("node"), ["decode.mjs", Checkout.File("proto"), _folder], peer);
        Assert.True(await node.WaitForExitAsync(TimeSpan.FromSeconds(30)) == 0, node.Output);
        var file = Path.Combine(_folder, "decoded.json");
        if (_approve)
        {
            await File.WriteAllTextAsync(file, node.Output + "\n", TestContext.Current.CancellationToken);
        }
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), node.Output + "\n");
        using var decoded = JsonDocument.Parse(node.Output);
        Assert.Equal(Examples.All.Count, decoded.RootElement.EnumerateObject().Count());
    }

    private static void Note(IMessage message, HashSet<string> set)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            var present = field.HasPresence ? field.Accessor.HasValue(message) : value switch
            {
                System.Collections.ICollection many => many.Count > 0,
                ByteString bytes => bytes.Length > 0,
                string text => text.Length > 0,
                bool yes => yes,
                Enum choice => Convert.ToInt32(choice, null) != 0,
                _ => Convert.ToInt64(value, null) != 0,
            };
            if (present)
            {
                set.Add($"{message.Descriptor.Name}.{field.Name}");
            }
            IEnumerable<IMessage> nested = value switch
            {
                IMessage one => [one],
                System.Collections.IEnumerable many and not string => many.OfType<IMessage>(),
                _ => [],
            };
            foreach (var one in nested)
            {
                Note(one, set);
            }
        }
    }
}
