/* The schema files themselves, through the library. Compiling them takes about a millisecond and validating an article a
 * quarter (measured), as long as all the rest of reading it, so this runs for `bantin check` only. Its messages are about its
 * own insides; what is told here is where, and that. */
#include <libxml/relaxng.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/message.h"
#include "publication/check_schema.h"
#include "publication/quiet_xml.h"
#include "publication/shown_text.h"

enum { MOST_TOLD = 10 };

typedef struct Verdict { Loader *loader; xmlNode *root; const char *schema; const xmlNode *last; int count; } Verdict;

static const xmlNode *element_of(const Verdict *verdict, const xmlNode *node) {
	while (node && (node->type != XML_ELEMENT_NODE || !node->_private)) node = node->parent;
	return node ? node : verdict->root;
}

static void take_error(void *context, XmlFinding error) {
	Verdict *verdict = context;
	const xmlNode *element = element_of(verdict, error->node);
	if (element == verdict->last) return; /* one finding is said in several ways */
	verdict->last = element;
	if (++verdict->count > MOST_TOLD) return;
	diag_add(verdict->loader->diag, SEVERITY_ERROR, "schema-refused", source_element_pos(element),
		_("<%.60s> is not written here as the schema %s wants it."), shown_text(verdict->loader->work, (const char *)element->name, 60), verdict->schema);
}

/* The schema speaks of our own attributes only. */
static void drop_foreign_attributes(xmlNode *element) {
	for (xmlAttr *attribute = element->properties, *next; attribute; attribute = next) {
		next = attribute->next;
		if (attribute->ns && !(strcmp((const char *)attribute->ns->href, (const char *)XML_XML_NAMESPACE) == 0 &&
			strcmp((const char *)attribute->name, "lang") == 0)) xmlRemoveProp(attribute);
	}
	for (xmlNode *child = source_first_element(element); child; child = source_next_element(child)) drop_foreign_attributes(child);
}

static const char *const FILES[SCHEMAS] = { "article.rng", "publication.rng" };

/* In a checkout the schema lies with the input, for editors to find; installed, beside the layouts. */
static const char *find_schema(Loader *loader, SchemaName name) {
	const char *installed = file_data_path(loader->arena, arena_format(loader->work, "schema/%s", FILES[name]));
	if (access(installed, R_OK) == 0) return installed;
	return file_data_path(loader->arena, arena_format(loader->work, "input/schema/%s", FILES[name]));
}

static xmlRelaxNG *compile(Loader *loader, SchemaName name) {
	const char *path = find_schema(loader, name);
	xmlRelaxNGParserCtxt *parser = access(path, R_OK) == 0 ? xmlRelaxNGNewParserCtxt(path) : NULL;
	if (parser) xmlRelaxNGSetParserStructuredErrors(parser, quiet_xml_take, NULL);
	xmlRelaxNG *schema = parser ? xmlRelaxNGParse(parser) : NULL;
	if (parser) xmlRelaxNGFreeParserCtxt(parser);
	if (!schema)
		diag_add(loader->diag, SEVERITY_ERROR, "schema-unreadable", (SourcePos){ path, 0, 0 },
			_("The schema file that belongs to the program cannot be read."));
	return schema;
}

int validate_tree(Validator *validator, Loader *loader, xmlNode *root, SchemaName name) {
	xmlRelaxNG **schema = &validator->schemas[name];
	if (!*schema) *schema = compile(loader, name);
	if (!*schema) return 1;
	drop_foreign_attributes(root);
	Verdict verdict = { .loader = loader, .root = root, .schema = FILES[name] };
	xmlRelaxNGValidCtxt *judge = xmlRelaxNGNewValidCtxt(*schema);
	if (!judge) base_out_of_memory();
	xmlRelaxNGSetValidStructuredErrors(judge, take_error, &verdict);
	int result = xmlRelaxNGValidateDoc(judge, root->doc);
	xmlRelaxNGFreeValidCtxt(judge);
	if (result != 0 && !verdict.count) {
		verdict.count = 1;
		diag_add(loader->diag, SEVERITY_ERROR, "schema-refused", source_element_pos(root),
			_("<%.60s> is not written here as the schema %s wants it."), shown_text(loader->work, (const char *)root->name, 60), FILES[name]);
	}
	return verdict.count;
}

void validator_close(Validator *validator) {
	for (int i = 0; i < SCHEMAS; i++) if (validator->schemas[i]) xmlRelaxNGFree(validator->schemas[i]);
}
