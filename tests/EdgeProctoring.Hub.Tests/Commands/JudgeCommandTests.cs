namespace EdgeProctoring.Hub.Tests;

/// <summary><c>judge</c> as others use it: the program itself, its output and its exit code.</summary>
public sealed class JudgeCommandTests
{
    private static readonly string _program = Path.Combine(AppContext.BaseDirectory, "edgeproctoring-hub");
    private static readonly string _cases = Checkout.File("tests", "TestData", "judge");

    [Fact]
    public async Task Prints_the_approved_judgement()
    {
        var (code, output) = await RunAsync("judge", "--pack", "default", "--input", Case("trust-of-the-product-page"));
        Assert.Equal(0, code);
        Assert.Equal(File.ReadAllText(Path.Combine(_cases, "trust-of-the-product-page.json")).TrimEnd('\n'), output);
    }

    [Fact]
    public async Task Takes_a_packs_file_and_explains_in_three_languages()
    {
        var (code, output) = await RunAsync("judge", "--pack", Checkout.File("hub", "rules", "eiti.yaml"), "--input", Case("trust-of-the-product-page"), "--explain", "ru");
        Assert.Equal(0, code);
        Assert.Contains("100 − телефон 40,0 (30 с) − нет в кадре 8,3 (60 с) = 51,7", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judges_by_the_pack_that_the_sitting_names()
    {
        var (code, output) = await RunAsync("judge", "--input", Case("phone-under-almau-2019"));
        Assert.Equal(0, code);
        Assert.Contains("\"id\": \"almau-2019\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_whose_proposal_changes_under_another_pack()
    {
        var (code, output) = await RunAsync("judge", "--compare", "almau-2019", "eiti", "--input", Case("reading-aloud-remote"), Case("nothing-seen"));
        Assert.Equal(0, code);
        Assert.Contains("\"judged\": 2", output, StringComparison.Ordinal);
        Assert.Contains("\"outcome\": \"retake\"", output, StringComparison.Ordinal);
        var (folder, all) = await RunAsync("judge", "--compare", "almau-2019", "almau-2019", "--input", _cases);
        Assert.Equal(0, folder);
        Assert.Contains("\"changed\": []", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--input' is required", "judge")]
    [InlineData("cannot be read", "judge", "--input", "no-such-file.jsonl")]
    [InlineData("shipped: almau-2019, bolashak-2024, default, eiti, htii-oes-2021", "judge", "--pack", "nobodys", "--input", "CASE")]
    [InlineData("line 1: version is", "judge", "--pack", "CASE", "--input", "CASE")]
    [InlineData("line 1: line is", "judge", "--input", "PACK")]
    [InlineData("--compare names both packs", "judge", "--compare", "default", "eiti", "--pack", "default", "--input", "CASE")]
    [InlineData("One --input", "judge", "--input", "CASE", "CASE")]
    [InlineData("'fr' not recognized", "judge", "--input", "CASE", "--explain", "fr")]
    [InlineData("is a folder", "judge", "--input", "FOLDER")]
    [InlineData("line 1: line is", "judge", "--pack", "nobodys", "--input", "PACK")]
    [InlineData("nobodys: neither a file nor a shipped pack", "judge", "--pack", "nobodys", "--input", "PACK")]
    [InlineData("more than 262144 characters", "judge", "--pack", "/dev/zero", "--input", "CASE")]
    [InlineData("no case file", "judge", "--compare", "default", "eiti", "--input", "FOLDER")]
    public async Task Exits_with_2_and_says_why(string says, params string[] arguments)
    {
        var (code, output) = await RunAsync([.. arguments.Select(argument => argument switch
        {
            "CASE" => Case("nothing-seen"),
            "PACK" => Checkout.File("hub", "rules", "eiti.yaml"),
            "FOLDER" => Checkout.File("hub", "rules"),
            _ => argument,
        })]);
        Assert.Equal(2, code);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    private static string Case(string name) => Path.Combine(_cases, $"{name}.jsonl");

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        await using var hub = ChildProcess.Start(_program, arguments);
        var code = await hub.WaitForExitAsync(TimeSpan.FromSeconds(60));
        return (code, hub.Output);
    }
}
