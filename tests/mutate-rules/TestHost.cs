using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace EdgeProctoring.MutateRules;

/// <summary>
/// Runs the tests again and again in one process, one mutant after the other: most of a test run's time is starting and
/// compiling, and here both happen once. It says a line for each mutant; who hears nothing for too long ends it.
/// </summary>
internal sealed class TestHost
{
    // What kills quickly comes first, random cases come last. Fuzzing and whole days are for other faults.
    private static readonly string[] _engine =
        ["WrittenCaseTests", "RuleKindTests", "ScoreTests", "FrameTests", "ProposalTests", "SittingJudgeTests", "OrderTests", "ExamProgressTests", "PackComparisonTests", "PackReaderTests", "ReferenceProperties", "SetProperties", "FairnessProperties"];
    private static readonly string[] _packs = ["PackLimitTests", "PackReaderTests", "WrittenCaseTests"];

    private readonly FieldInfo _switch;
    private readonly List<Action> _engineTests;
    private readonly List<Action> _packTests;

    public TestHost(string folder)
    {
        var path = Path.Combine(folder, "EdgeProctoring.Rules.Tests.dll");
        var resolver = new AssemblyDependencyResolver(path);
        AssemblyLoadContext.Default.Resolving += (context, name) => resolver.ResolveAssemblyToPath(name) is { } found ? context.LoadFromAssemblyPath(found) : null;
        var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        List<Action> Of(string[] names) => [.. names.Select(name => assembly.GetTypes().First(type => type.Name == name)).SelectMany(Tests)];
        (_engineTests, _packTests) = (Of(_engine), Of(_packs));
        var engine = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, "EdgeProctoring.Rules.dll"));
        _switch = engine.GetType("EdgeProctoring.Rules.MutantSwitch")!.GetField("Active")!;
    }

    /// <summary>Tries mutants until the last: one line each, <c>number killed</c> or <c>number survived</c>.</summary>
    public void Try(IEnumerable<string> mutants)
    {
        // A fresh host has its mutant on from the beginning: some constants are read once in a process.
        if (!IsFresh && (IsKilled(0, _engineTests) || IsKilled(0, _packTests)))
        {
            throw new InvalidOperationException("The tests fail without any mutant.");
        }
        Console.WriteLine("0 ready");
        foreach (var mutant in mutants)
        {
            // A pack's mutant has a p before its number: those who read packs are tried by their own tests.
            var number = int.Parse(mutant.TrimStart('p'), CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number} {(IsKilled(number, mutant.StartsWith('p') ? _packTests : _engineTests) ? "killed" : "survived")}"));
        }
    }

    private static bool IsFresh => Environment.GetEnvironmentVariable("EDGEPROCTORING_MUTANT") is not null;

    private bool IsKilled(int number, List<Action> tests)
    {
        _switch.SetValue(null, number);
        foreach (var test in tests)
        {
            try
            {
                test();
            }
            catch (Exception e)
            {
                // Any exception is a red test: an assertion, or the engine falling over.
                if (number == 0)
                {
                    Console.Error.WriteLine(e);
                }
                return true;
            }
        }
        return false;
    }

    private static IEnumerable<Action> Tests(Type type)
    {
        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            var attributes = method.GetCustomAttributesData();
            if (attributes.Any(attribute => attribute.AttributeType.Name == "FactAttribute"))
            {
                yield return () => Call(type, method, []);
            }
            foreach (var row in attributes.SelectMany(attribute => Rows(type, method, attribute)))
            {
                yield return () => Call(type, method, row);
            }
        }
    }

    private static IEnumerable<object?[]> Rows(Type type, MethodInfo method, CustomAttributeData attribute)
    {
        if (attribute.AttributeType.Name == "InlineDataAttribute")
        {
            var written = attribute.ConstructorArguments[0].Value as IReadOnlyCollection<CustomAttributeTypedArgument>;
            return [[.. method.GetParameters().Zip(written ?? [default], (parameter, argument) => Fitting(parameter.ParameterType, argument.Value))]];
        }
        if (attribute.AttributeType.Name != "MemberDataAttribute")
        {
            return [];
        }
        var owner = attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == "MemberType").TypedValue.Value as Type ?? type;
        var member = owner.GetProperty((string)attribute.ConstructorArguments[0].Value!, BindingFlags.Static | BindingFlags.Public)!;
        return ((IEnumerable)member.GetValue(null)!).Cast<object>().Select(row => row as object?[] ?? DataOf(row));
    }

    private static object?[] DataOf(object row) => (object?[])row.GetType().GetInterface("ITheoryDataRow")!.GetMethod("GetData")!.Invoke(row, null)!;

    private static object? Fitting(Type type, object? value)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return value is null || plain.IsInstanceOfType(value) ? value
            : plain.IsEnum ? Enum.ToObject(plain, value) : Convert.ChangeType(value, plain, CultureInfo.InvariantCulture);
    }

    private static void Call(Type type, MethodInfo method, object?[] row) =>
        method.Invoke(Activator.CreateInstance(type), BindingFlags.DoNotWrapExceptions, null, row, CultureInfo.InvariantCulture);
}
