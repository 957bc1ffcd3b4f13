namespace EdgeProctoring.TestKit;

/// <summary>Skips by name where ONNX Runtime was not fetched before the build.</summary>
public static class NativeRuntime
{
    /// <summary>For tests that run models themselves.</summary>
    public static void Require() => Require(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libonnxruntime.so.1"));

    /// <summary>For tests that start programs which run models.</summary>
    public static void RequireFetched() => Require(Checkout.File("artifacts", "native", "linux-x64", "libonnxruntime.so.1"));

    private static void Require(string file) =>
        Assert.SkipUnless(File.Exists(file), "Needs ONNX Runtime; provisioning/fetch-onnxruntime fetches it (then build again).");
}
