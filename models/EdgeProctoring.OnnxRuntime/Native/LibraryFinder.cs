using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>Where the native library lies: an explicit path, beside the program, or in the program's runtimes folder.</summary>
internal static class LibraryFinder
{
    /// <summary>Environment variable with the full path of the library; it wins over every other place.</summary>
    public const string Variable = "EDGEPROCTORING_ONNXRUNTIME";

    private const string FileName = "libonnxruntime.so.1";

    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
        {
            return File.Exists(chosen) ? chosen : throw new DllNotFoundException($"{Variable} names '{chosen}', which does not exist.");
        }
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        string[] places =
        [
            Path.Combine(AppContext.BaseDirectory, FileName),
            Path.Combine(AppContext.BaseDirectory, "runtimes", $"linux-{architecture}", "native", FileName),
        ];
        return places.FirstOrDefault(File.Exists) ?? throw new DllNotFoundException(
            $"ONNX Runtime was not found at {string.Join(" or ", places)}. Run provisioning/fetch-models, or set {Variable} to the library's path.");
    }
}
