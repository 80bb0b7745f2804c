// Reads the golden queries with PostHog's own parser; what is no good guest is printed, and the status is 1.
// usage: node read-golden-queries.cjs FOLDER_OF_QUERIES FOLDER_WITH_NODE_MODULES
const fs = require('fs');
const path = require('path');

const [queries, modules] = process.argv.slice(2).map(folder => path.resolve(folder));
const allowed = new Set(fs.readFileSync(path.join(queries, 'functions.txt'), 'utf8').split('\n').filter(Boolean));

/** Every node of a tree, parents first. */
function* nodes(tree) {
    if (Array.isArray(tree)) {
        for (const part of tree) yield* nodes(part);
    } else if (tree !== null && typeof tree === 'object') {
        if (tree.node) yield tree;
        for (const part of Object.values(tree)) yield* nodes(part);
    }
}

/** What PostHog would refuse, or ought to. */
function faults(tree) {
    if (tree.error) return [`${tree.type}: ${tree.message}`];
    const found = [];
    if (tree.node !== 'SelectQuery') found.push(`${tree.node} is not one SELECT`);
    for (const node of nodes(tree)) {
        if (node.offset || node.offset_value) found.push('an OFFSET');
        if (node.node === 'SelectQuery' && node.select.some(column => column.node === 'Field' && column.chain.at(-1) === '*')) {
            found.push('a SELECT *');
        }
        if (node.node === 'SelectQuery' && node.limit && !(node.limit.value <= 50000)) found.push('a LIMIT above 50000');
        if (node.node === 'Call' && !allowed.has(node.name)) found.push(`the function ${node.name}, which functions.txt lacks`);
    }
    return found;
}

(async () => {
    const parser = await require(require.resolve('@posthog/hogql-parser', { paths: [modules] })).default();
    const files = fs.readdirSync(queries).filter(name => name.endsWith('.sql'));
    let bad = files.length ? 0 : 1;
    for (const name of files) {
        const text = fs.readFileSync(path.join(queries, name), 'utf8');
        for (const fault of new Set(faults(JSON.parse(parser.parseSelect(text, true))))) {
            console.error(`${name}: ${fault.slice(0, 300)}`);
            bad++;
        }
    }
    console.log(`golden queries: PostHog's parser has read ${files.length}, faults: ${bad}`);
    process.exit(bad ? 1 : 0);
})();
