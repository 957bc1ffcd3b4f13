namespace EdgeProctoring.Packages.Tests.Architecture;

/// <summary>
/// The product may use of a substituted package only what stands in the substitute's list, so that leaving the substitute
/// stays a change of one property.
/// </summary>
public class UpstreamMemberTests
{
    private static readonly string[] _product =
    [
        "EdgeProctoring.Contracts", "EdgeProctoring.Vision", "EdgeProctoring.Synthetic", "EdgeProctoring.Rules", "edgeproctoring-agent", "edgeproctoring-hub",
    ];

    public static TheoryData<string, string[]> Substitutes => new()
    {
        { "proto/EdgeProctoring.Grpc", ["Grpc."] },
        { "proto/EdgeProctoring.Mqtt", ["MQTTnet"] },
        { "models/EdgeProctoring.OnnxRuntime", ["Microsoft.ML.OnnxRuntime"] },
        { "proto/EdgeProctoring.Mqtt", ["MQTTnet"] },
        { "proto/EdgeProctoring.Grpc", ["Grpc.", "Microsoft.AspNetCore.Builder.Grpc", "Microsoft.Extensions.DependencyInjection.Grpc"] },
        { "edge-agent/EdgeProctoring.Gpio", ["System.Device.Gpio", "Iot.Device", "UnitsNet"] },
    };

    [Theory, MemberData(nameof(Substitutes))]
    public void Uses_only_listed_members(string substitute, string[] namespaces)
    {
        var listed = Listed(substitute);
        var used = _product.SelectMany(ProductAssembly.MembersUsedBy)
            .Where(member => namespaces.Any(name => member.Type.StartsWith(name, StringComparison.Ordinal)))
            .Select(member => member.Id).Distinct().Order();
        Assert.Empty(used.Except(listed));
    }

    [Theory, MemberData(nameof(Substitutes))]
    public void Lists_only_what_the_substitute_offers(string substitute, string[] namespaces)
    {
        var offered = OfferedMembers.Of(ProductAssembly.PathOf(Path.GetFileName(substitute)));
        Assert.NotEmpty(namespaces);
        Assert.Empty(Listed(substitute).Except(offered));
    }

    private static HashSet<string> Listed(string substitute)
    {
        var file = Checkout.File([.. substitute.Split('/'), "upstream-members.txt"]);
        return [.. File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
    }
}
